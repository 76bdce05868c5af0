package io.onestep.datamodels.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What single-index, multi-index and teacher-network labels have in common. */
class ProjectionLabellingsTest {
  private static final RandomStreams STREAMS = RandomStreams.of(9);
  private static final double[] XI1 = {1, 2, 0};
  private static final double[] XI2 = {0, -1, 0.5};
  private static final Activation CUBE = new Cube();

  private enum Rule {
    SINGLE_INDEX(XI1) {
      @Override
      Labelling of(double noise) {
        return new SingleIndex(XI1, CUBE, noise);
      }
    },
    SUM(XI1, XI2) {
      @Override
      Labelling of(double noise) {
        return new MultiIndex(List.of(XI1, XI2), List.of(CUBE, CUBE), Combination.SUM, noise);
      }
    },
    PRODUCT(XI1, XI2) {
      @Override
      Labelling of(double noise) {
        return new MultiIndex(List.of(XI1, XI2), List.of(CUBE, CUBE), Combination.PRODUCT, noise);
      }
    },
    TEACHER(XI1, XI2) {
      @Override
      Labelling of(double noise) {
        return new TeacherNetwork(List.of(XI1, XI2), new double[] {3, -1}, CUBE, noise);
      }
    };

    private final List<double[]> directions;

    Rule(double[]... directions) {
      this.directions = List.of(directions);
    }

    abstract Labelling of(double noise);
  }

  private static double[] label(Labelling labelling, double[]... rows) {
    Inputs inputs = new Inputs(Matrix.ofRows(rows), new int[rows.length]);
    return labelling.label(inputs, STREAMS.stream("noise"));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void directionsAreThoseOfTheRule(Rule rule) {
    assertThat(rule.of(0).directions()).containsExactlyElementsOf(rule.directions);
  }

  /** (-2, 1, 2) is orthogonal to both directions. */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void labelsDependOnTheDirectionsAlone(Rule rule) {
    double[] y = label(rule.of(0), new double[] {1, 2, 3}, new double[] {-1, 3, 5}, new double[3]);
    assertThat(y[1]).isEqualTo(y[0]);
    assertThat(y[2]).isNotEqualTo(y[0]);
  }

  /** E eps^2 = 1, Var eps^2 = 2. */
  @ParameterizedTest
  @EnumSource(Rule.class)
  void noiseHasItsVarianceAndTheNoiselessLabelAsMean(Rule rule) {
    int m = 20_000;
    double[] x = {1, 1, 1};
    double noiseless = label(rule.of(0), x)[0];
    double[] y = label(rule.of(0.5), Stream.generate(() -> x).limit(m).toArray(double[][]::new));
    double sum = 0;
    double square = 0;
    for (double value : y) {
      sum += value - noiseless;
      square += (value - noiseless) * (value - noiseless);
    }
    assertThat(sum / m).isCloseTo(0, within(5 * 0.5 / Math.sqrt(m)));
    assertThat(square / m).isCloseTo(0.25, within(5 * 0.25 * Math.sqrt(2.0 / m)));
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void inputsOfAnotherDimensionAreRefused(Rule rule) {
    assertThatIllegalArgumentException().isThrownBy(() -> label(rule.of(0), new double[2]));
  }

  @Test
  void parametersThatAreNoNumbersAreRefused() {
    double[] wrong = {Double.NaN};
    assertThatIllegalArgumentException().isThrownBy(() -> new SingleIndex(wrong, CUBE, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiIndex(List.of(wrong), List.of(CUBE), Combination.SUM, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TeacherNetwork(List.of(wrong), new double[1], CUBE, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TeacherNetwork(List.of(new double[1]), wrong, CUBE, 0));
  }

  @Test
  void sizesMustFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiIndex(List.of(XI1, XI2), List.of(CUBE), Combination.SUM, 0))
        .withMessageContaining("2 directions do not go with 1 activations");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultiIndex(List.of(), List.of(), Combination.SUM, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TeacherNetwork(List.of(XI1, XI2), new double[3], CUBE, 0))
        .withMessageContaining("2 neurons and a second one of 3");
  }

  @Test
  void classLabelsHaveNoDirections() {
    assertThat(new ClassLabels(List.of(1.0)).directions()).isEmpty();
  }
}

package io.onestep.datamodels.target;

import static io.onestep.datamodels.target.Populations.mixture;
import static io.onestep.datamodels.target.Populations.spiked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Population;
import io.onestep.api.data.Target;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.target.TeacherNetworkFactory.Config;
import io.onestep.datamodels.target.TeacherNetworkFactory.SecondLayer;
import io.onestep.testkit.ComponentFactoryContract;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TeacherNetworkFactoryTest extends ComponentFactoryContract<Config, Target> {
  private static final RandomStreams STREAMS = RandomStreams.of(11);
  private static final int WIDTH = 4000;

  /** ||Sigma|| = 1 + 3 = 4. */
  private static final Population POPULATION = mixture(spiked(3, new double[] {0, 1, 0, 0, 0, 0}));

  @Override
  protected ComponentFactory<Config, Target> factory() {
    return new TeacherNetworkFactory();
  }

  @Override
  protected Config config() {
    return config(SecondLayer.NORMAL);
  }

  private static Config config(SecondLayer secondLayer) {
    return new Config(WIDTH, new Cube(), secondLayer, OptionalDouble.empty(), 0);
  }

  private static TeacherNetwork draw(SecondLayer secondLayer) {
    return (TeacherNetwork)
        new TeacherNetworkFactory()
            .create(config(secondLayer), Point.of(6))
            .draw(POPULATION, STREAMS);
  }

  @Test
  void neuronsHaveTheNormOfTheAssumption() {
    List<double[]> rows = draw(SecondLayer.NORMAL).directions();
    assertThat(rows).hasSize(WIDTH);
    assertThat(rows)
        .allSatisfy(
            w ->
                assertThat(Math.sqrt(Arrays.stream(w).map(x -> x * x).sum()))
                    .isCloseTo(0.5, within(1e-14)));
  }

  /**
   * The cosine of two independent uniform directions has E = 0 and E cos^2 = 1/n, Var cos^2 = 2(n -
   * 1)/(n^2(n + 2)). Pairs (0, 1), (2, 3), ... are independent.
   */
  @Test
  void neuronsAreUniformAndIndependent() {
    int n = 6;
    int pairs = WIDTH / 2;
    List<double[]> rows = draw(SecondLayer.NORMAL).directions();
    double sum = 0;
    double square = 0;
    for (int p = 0; p < pairs; p++) {
      double cosine = 0;
      for (int i = 0; i < n; i++) {
        cosine += 4 * rows.get(2 * p)[i] * rows.get(2 * p + 1)[i];
      }
      sum += cosine;
      square += cosine * cosine;
    }
    assertThat(sum / pairs).isCloseTo(0, within(5 * Math.sqrt(1.0 / n / pairs)));
    assertThat(square / pairs)
        .isCloseTo(1.0 / n, within(5 * Math.sqrt(2.0 * (n - 1) / (n * n * (n + 2)) / pairs)));
  }

  /** E a = 0 and E a^2 = 1 with Var a^2 = 2. */
  @Test
  void normalWeightsAreStandardNormal() {
    double[] a = draw(SecondLayer.NORMAL).a();
    double mean = Arrays.stream(a).average().orElseThrow();
    double square = Arrays.stream(a).map(x -> x * x).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(5 / Math.sqrt(WIDTH)));
    assertThat(square).isCloseTo(1, within(5 * Math.sqrt(2.0 / WIDTH)));
    assertThat(a).doesNotHaveDuplicates();
  }

  @Test
  void signsAreEquallyLikely() {
    double[] a = draw(SecondLayer.SIGN).a();
    assertThat(a).containsOnly(-1, 1);
    assertThat(Arrays.stream(a).average().orElseThrow()).isCloseTo(0, within(5 / Math.sqrt(WIDTH)));
  }

  /** By hand: (2 (1 + 2)^3 - (1 - 1)^3 + 0.5 (2)^3 - (-1)^3) / 2 = (54 - 0 + 4 + 1) / 2. */
  @Test
  void labelsAreTheNetworksOutput() {
    List<double[]> rows =
        List.of(
            new double[] {1, 2}, new double[] {1, -1}, new double[] {2, 0}, new double[] {0, -1});
    TeacherNetwork teacher = new TeacherNetwork(rows, new double[] {2, -1, 0.5, -1}, new Cube(), 0);
    Inputs inputs = new Inputs(Matrix.ofRows(new double[][] {{1, 1}}), new int[1]);
    assertThat(teacher.label(inputs, STREAMS.stream("noise")))
        .containsExactly(new double[] {29.5}, within(1e-13));
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(0, new Cube(), SecondLayer.SIGN, OptionalDouble.empty(), 0))
        .returns("width", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(1, new Cube(), SecondLayer.SIGN, OptionalDouble.empty(), -1))
        .returns("noise", InvalidValueException::parameter);
  }
}

package io.onestep.datamodels.target;

import static io.onestep.datamodels.target.Populations.mixture;
import static io.onestep.datamodels.target.Populations.spiked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.Index;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Target;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.target.MultiIndexFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiIndexFactoryTest extends ComponentFactoryContract<Config, Target> {
  private static final RandomStreams STREAMS = RandomStreams.of(10);

  /** ||Sigma_bar|| = 1 + 16/2 = 9: each direction has weight 1/2 and belongs to one component. */
  private static final Population POPULATION =
      mixture(
          spiked(16, new double[] {1, 0, 0, 0, 0}, new double[] {0, 1, 0, 0, 0}),
          spiked(16, new double[] {0, 0, 1, 0, 0}, new double[] {0, 0, 0, 0.6, 0.8}));

  @Override
  protected ComponentFactory<Config, Target> factory() {
    return new MultiIndexFactory();
  }

  @Override
  protected Config config() {
    return config(2, Combination.SUM, Direction.RANDOM);
  }

  private static Config config(int indices, Combination combination, Direction direction) {
    return new Config(
        Collections.nCopies(indices, new Cube()),
        combination,
        direction,
        OptionalDouble.empty(),
        0);
  }

  private static Labelling draw(Config config, Population population, RandomStreams streams) {
    return new MultiIndexFactory()
        .create(config, Point.of(population.dimension()))
        .draw(population, streams);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** As many as there are dimensions: X X^T is then 1/9 of the identity. */
  @Test
  void randomDirectionsAreOrthogonalAndHaveTheNormOfTheAssumption() {
    List<double[]> xi =
        draw(config(5, Combination.SUM, Direction.RANDOM), POPULATION, STREAMS).directions();
    assertThat(xi).hasSize(5);
    for (int r = 0; r < 5; r++) {
      for (int s = 0; s < 5; s++) {
        assertThat(dot(xi.get(r), xi.get(s))).isCloseTo(r == s ? 1.0 / 9 : 0, within(1e-14));
      }
    }
  }

  /** Closed form: E g^2 = 1/n, Var g^2 = 2(n-1)/(n^2(n+2)) for each direction of a Haar frame. */
  @Test
  void laterDirectionsAreUniformToo() {
    int n = 5;
    int draws = 4000;
    double sum = 0;
    double square = 0;
    for (int i = 0; i < draws; i++) {
      Labelling labelling =
          draw(config(2, Combination.SUM, Direction.RANDOM), POPULATION, STREAMS.child("draw", i));
      double g = 3 * labelling.directions().get(1)[0];
      sum += g;
      square += g * g;
    }
    assertThat(sum / draws).isCloseTo(0, within(5 * Math.sqrt(1.0 / n / draws)));
    assertThat(square / draws)
        .isCloseTo(1.0 / n, within(5 * Math.sqrt(2.0 * (n - 1) / (n * n * (n + 2)) / draws)));
  }

  /** By hand: g_{1,1} + g_{2,1} = (1, 0, 1, 0, 0), g_{1,2} + g_{2,2} = (0, 1, 0, 0.6, 0.8). */
  @Test
  void alignedDirectionsAreThoseOfTheSumsOfSpikes() {
    Config config =
        new Config(
            List.of(new Cube(), new Cube()),
            Combination.PRODUCT,
            Direction.ALIGNED,
            OptionalDouble.of(Math.sqrt(2)),
            0);
    List<double[]> xi = draw(config, POPULATION, STREAMS).directions();
    assertThat(xi.get(0)).containsExactly(new double[] {1, 0, 1, 0, 0}, within(1e-14));
    assertThat(xi.get(1)).containsExactly(new double[] {0, 1, 0, 0.6, 0.8}, within(1e-14));
  }

  @Test
  void alignedDirectionsNeedASpikeEach() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> draw(config(3, Combination.SUM, Direction.ALIGNED), POPULATION, STREAMS))
        .withMessageContaining("spike 3 of each component, but component 1 has none");
  }

  /** By hand: projections 2 and -1 on the axes, cubed: 8 and -1. */
  @Test
  void combinesTheIndices() {
    List<double[]> axes = List.of(new double[] {1, 0}, new double[] {0, 1});
    List<Activation> cubes = List.of(new Cube(), new Cube());
    Inputs inputs = new Inputs(Matrix.ofRows(new double[][] {{2, -1}}), new int[1]);
    assertThat(
            new MultiIndex(axes, cubes, Combination.SUM, 0).label(inputs, STREAMS.stream("noise")))
        .containsExactly(new double[] {7 / Math.sqrt(2)}, within(1e-14));
    assertThat(
            new MultiIndex(axes, cubes, Combination.PRODUCT, 0)
                .label(inputs, STREAMS.stream("noise")))
        .containsExactly(-8);
  }

  /** The law is what labels are made by; a product of more than three has none. */
  @Test
  void lawOfTheLabels() {
    List<double[]> axes = List.of(new double[] {1, 0}, new double[] {0, 1});
    List<Activation> cubes = List.of(new Cube(), new Cube());
    LabelLaw product = new MultiIndex(axes, cubes, Combination.PRODUCT, 0.5).law().orElseThrow();
    assertThat(product).isInstanceOf(LabelLaw.IndexProduct.class);
    assertThat(((LabelLaw.IndexProduct) product).noise()).isEqualTo(0.5);
    assertThat(product.indices()).extracting(Index::direction).isEqualTo(axes);
    assertThat(product.indices()).extracting(Index::coefficient).containsExactly(1.0, 1.0);
    LabelLaw sum = new MultiIndex(axes, cubes, Combination.SUM, 0.5).law().orElseThrow();
    assertThat(sum).isInstanceOf(LabelLaw.IndexSum.class);
    assertThat(sum.indices())
        .extracting(Index::coefficient)
        .containsExactly(1 / Math.sqrt(2), 1 / Math.sqrt(2));
    MultiIndex four =
        new MultiIndex(
            Collections.nCopies(4, new double[] {1, 0}),
            Collections.nCopies(4, new Cube()),
            Combination.PRODUCT,
            0);
    assertThat(four.law()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Combination.class)
  void oneIndexIsASingleIndex(Combination combination) {
    for (Direction direction : Direction.values()) {
      Labelling single =
          new SingleIndexFactory()
              .create(
                  new SingleIndexFactory.Config(new Cube(), direction, OptionalDouble.empty(), 0.5),
                  Point.of(5))
              .draw(POPULATION, STREAMS);
      Config config =
          new Config(List.of(new Cube()), combination, direction, OptionalDouble.empty(), 0.5);
      Inputs inputs = POPULATION.sample(List.of(20), STREAMS).get(0);
      assertThat(draw(config, POPULATION, STREAMS).label(inputs, STREAMS.stream("noise")))
          .containsExactly(single.label(inputs, STREAMS.stream("noise")));
    }
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> config(0, Combination.SUM, Direction.RANDOM))
        .returns("activations", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> draw(config(6, Combination.SUM, Direction.RANDOM), POPULATION, STREAMS))
        .withMessageContaining("at most n = 5")
        .returns("activations", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                new Config(
                    List.of(new Cube()),
                    Combination.SUM,
                    Direction.RANDOM,
                    OptionalDouble.of(-1),
                    0))
        .returns("norm", InvalidValueException::parameter);
  }
}

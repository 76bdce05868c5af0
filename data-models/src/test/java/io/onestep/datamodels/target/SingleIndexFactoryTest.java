package io.onestep.datamodels.target;

import static io.onestep.datamodels.target.Populations.mixture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.mixture.Allocation;
import io.onestep.datamodels.mixture.GaussianMixture;
import io.onestep.datamodels.target.SingleIndexFactory.Config;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SingleIndexFactoryTest {
  private static final RandomStreams STREAMS = RandomStreams.of(8);
  private static final OptionalDouble ABSENT = OptionalDouble.empty();

  private static SpikedCovariance spiked(double theta, double... direction) {
    return Populations.spiked(theta, direction);
  }

  private static SingleIndex draw(
      Direction direction, OptionalDouble norm, Population population, RandomStreams streams) {
    return (SingleIndex)
        new SingleIndexFactory()
            .create(new Config(new Cube(), direction, norm, 0), Point.of(population.dimension()))
            .draw(population, streams);
  }

  /** Orthogonal spikes of weight 1/2: ||Sigma_bar|| = 1 + max(16, 6)/2 = 9, so ||xi|| = 1/3. */
  @Test
  void normIsOneOverTheRootOfTheCovariancesNorm() {
    Population population = mixture(spiked(16, 1, 0, 0), spiked(6, 0, 1, 0));
    for (Direction direction : Direction.values()) {
      double[] xi = draw(direction, ABSENT, population, STREAMS).xi();
      assertThat(Math.sqrt(xi[0] * xi[0] + xi[1] * xi[1] + xi[2] * xi[2]))
          .isCloseTo(1.0 / 3, within(1e-14));
    }
  }

  /** A dense covariance diag(4, 1): ||xi|| = 1/2. */
  @Test
  void normIsTakenFromDenseCovariancesToo() {
    Matrix matrix = Matrix.ofRows(new double[][] {{4, 0}, {0, 1}});
    Population population =
        new GaussianMixture(
            List.of(new MixtureComponent(1, new double[2], new DenseCovariance(matrix))),
            Allocation.STRATIFIED);
    double[] xi = draw(Direction.RANDOM, ABSENT, population, STREAMS).xi();
    assertThat(Math.hypot(xi[0], xi[1])).isCloseTo(0.5, within(1e-14));
  }

  /** (1, 0, 0) + (0.6, 0.8, 0) = (1.6, 0.8, 0) has the direction (2, 1, 0)/sqrt 5. */
  @Test
  void alignedDirectionIsThatOfTheSumOfFirstSpikes() {
    Population population = mixture(spiked(3, 1, 0, 0), spiked(2, 0.6, 0.8, 0));
    double[] xi = draw(Direction.ALIGNED, OptionalDouble.of(5), population, STREAMS).xi();
    double[] expected = {10 / Math.sqrt(5), 5 / Math.sqrt(5), 0};
    for (int i = 0; i < 3; i++) {
      assertThat(xi[i]).isCloseTo(expected[i], within(1e-14));
    }
  }

  @Test
  void alignedDirectionNeedsAFirstSpikeOfEachComponent() {
    Population none = mixture(spiked(3, 1, 0), new SpikedCovariance(2, 1, List.of()));
    Population opposite = mixture(spiked(3, 1, 0), spiked(3, -1, 0));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> draw(Direction.ALIGNED, ABSENT, none, STREAMS))
        .withMessageContaining("component 2 has none");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> draw(Direction.ALIGNED, ABSENT, opposite, STREAMS))
        .withMessageContaining("sum to zero");
  }

  /**
   * Closed form: coordinates of a uniform direction have E g^2 = 1/n, Var g^2 = 2(n-1)/(n^2(n+2)).
   */
  @Test
  void randomDirectionIsUniform() {
    int n = 4;
    int draws = 4000;
    Population population = mixture(spiked(9, 1, 0, 0, 0));
    double sum = 0;
    double square = 0;
    for (int i = 0; i < draws; i++) {
      double[] xi =
          draw(Direction.RANDOM, OptionalDouble.of(1), population, STREAMS.child("draw", i)).xi();
      sum += xi[0];
      square += xi[0] * xi[0];
    }
    assertThat(sum / draws).isCloseTo(0, within(5 * Math.sqrt(1.0 / n / draws)));
    assertThat(square / draws)
        .isCloseTo(1.0 / n, within(5 * Math.sqrt(2.0 * (n - 1) / (n * n * (n + 2)) / draws)));
  }

  @Test
  void drawIsReproducible() {
    Population population = mixture(spiked(9, 1, 0, 0, 0));
    double[] xi = draw(Direction.RANDOM, ABSENT, population, STREAMS).xi();
    assertThat(draw(Direction.RANDOM, ABSENT, population, STREAMS).xi()).containsExactly(xi);
    assertThat(draw(Direction.RANDOM, ABSENT, population, STREAMS.child("other", 1)).xi())
        .isNotEqualTo(xi);
  }

  /** By hand: (1, 2) . (2, 1) = 4, (1, 2) . (-1, 0) = -1, cubed. The inputs are a view. */
  @Test
  void labelsAreTheActivationOfTheProjection() {
    Matrix x = Matrix.ofRows(new double[][] {{9, 9}, {2, 1}, {-1, 0}}).rows(1, 3);
    double[] y =
        new SingleIndex(new double[] {1, 2}, new Cube(), 0)
            .label(new Inputs(x, new int[2]), STREAMS.stream("noise"));
    assertThat(y).containsExactly(64, -1);
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(new Cube(), Direction.RANDOM, ABSENT, -1))
        .returns("noise", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(new Cube(), Direction.RANDOM, OptionalDouble.of(-1), 0))
        .returns("norm", InvalidValueException::parameter);
  }
}

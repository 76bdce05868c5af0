package io.onestep.datamodels.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.testkit.PopulationContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
  private static final int N = 20;
  private static final RandomStreams STREAMS = RandomStreams.of(3);

  private static double[] mean(long seed) {
    return RandomStreams.of(seed).stream("mean").gaussians(N);
  }

  private static GaussianMixture single(double[] mean, Covariance covariance) {
    return new GaussianMixture(
        List.of(new MixtureComponent(1, mean, covariance)), Allocation.STRATIFIED);
  }

  private static Matrix sample(Population population, int m) {
    return population.sample(List.of(m), STREAMS).get(0).x();
  }

  @Nested
  class TwoStructuredComponents extends PopulationContract {
    @Override
    protected Population population() {
      return new GaussianMixture(
          List.of(
              new MixtureComponent(0.3, mean(1), Mixtures.spiked(N, 1, 1, 5, 0.5)),
              new MixtureComponent(0.7, new double[N], Mixtures.spiked(N, 0.25, 2, 12))),
          Allocation.STRATIFIED);
    }
  }

  @Nested
  class ThreeComponentsOfAllKindsAtRandom extends PopulationContract {
    @Override
    protected Population population() {
      return new GaussianMixture(
          List.of(
              new MixtureComponent(0.2, mean(1), new SpikedCovariance(N, 2, List.of())),
              new MixtureComponent(0.5, mean(2), Mixtures.wishart(N, 2 * N, 1)),
              new MixtureComponent(0.3, mean(3), Mixtures.spiked(N, 1, 2, 12))),
          Allocation.MULTINOMIAL);
    }
  }

  @Nested
  class SingularDenseComponent extends PopulationContract {
    @Override
    protected Population population() {
      return single(mean(1), Mixtures.wishart(N, 5, 1));
    }
  }

  /**
   * Second moments along the spikes, across spikes, and between a spike and a random direction: the
   * sample's (u . x)(v . x) against u^T Sigma v, at 5 standard errors. For a Gaussian the variance
   * of the product is (u^T Sigma u)(v^T Sigma v) + (u^T Sigma v)^2.
   */
  @Test
  void covarianceHoldsAlongAndAcrossSpikes() {
    SpikedCovariance covariance = Mixtures.spiked(N, 0.5, 4, 30, 3);
    List<double[]> directions = new ArrayList<>();
    covariance.spikes().forEach(spike -> directions.add(spike.direction()));
    directions.add(STREAMS.stream("direction").gaussians(N));
    int m = 50_000;
    Matrix x = sample(single(new double[N], covariance), m);
    assertThat(Vectors.dot(directions.get(0), covariance.multiply(directions.get(0))))
        .isCloseTo(30.5, within(1e-12));
    for (double[] u : directions) {
      for (double[] v : directions) {
        double sum = 0;
        for (int row = 0; row < m; row++) {
          double[] values = x.row(row);
          sum += Vectors.dot(u, values) * Vectors.dot(v, values);
        }
        double expected = Vectors.dot(u, covariance.multiply(v));
        double variance =
            Vectors.dot(u, covariance.multiply(u)) * Vectors.dot(v, covariance.multiply(v))
                + expected * expected;
        assertThat(sum / m).isCloseTo(expected, within(5 * Math.sqrt(variance / m)));
      }
    }
  }

  /** E x^4 = 3 for a standard normal, whose x^4 has the variance 105 - 9. */
  @Test
  void fourthMomentIsGaussian() {
    SpikedCovariance covariance = Mixtures.spiked(N, 1, 4, 8);
    double[] g = covariance.spikes().get(0).direction();
    int m = 50_000;
    Matrix x = sample(single(new double[N], covariance), m);
    double sum = 0;
    for (int row = 0; row < m; row++) {
      sum += Math.pow(Vectors.dot(g, x.row(row)) / 3, 4);
    }
    assertThat(sum / m).isCloseTo(3, within(5 * Math.sqrt(96.0 / m)));
  }

  /** Independent source: x = mu + z + sum (sqrt(1 + theta) - 1) g (g . z) for the same normals. */
  @Test
  void structuredRowIsTheFormulaOfItsNormals() {
    SpikedCovariance covariance = Mixtures.spiked(N, 1, 4, 8, 3);
    double[] mean = mean(5);
    Matrix x = sample(single(mean, covariance), 3);
    RandomStream values = STREAMS.child("set", 0).stream("values");
    for (int row = 0; row < 3; row++) {
      double[] z = values.gaussians(N);
      double[] g1 = covariance.spikes().get(0).direction();
      double[] g2 = covariance.spikes().get(1).direction();
      double p1 = 2 * Vectors.dot(g1, z); // sqrt(1 + 8) - 1
      double p2 = Vectors.dot(g2, z); // sqrt(1 + 3) - 1
      for (int j = 0; j < N; j++) {
        double expected = mean[j] + z[j] + p1 * g1[j] + p2 * g2[j];
        assertThat(x.get(row, j)).isCloseTo(expected, within(1e-13));
      }
    }
  }

  @Test
  void furtherSetChangesNoOther() {
    Population population = new TwoStructuredComponents().population();
    List<Inputs> two = population.sample(List.of(50, 60), STREAMS);
    List<Inputs> three = population.sample(List.of(50, 60, 70), STREAMS);
    for (int set = 0; set < 2; set++) {
      assertThat(three.get(set).x().data()).containsExactly(two.get(set).x().data());
    }
  }

  @Test
  void longerSetBeginsLikeAShorterOne() {
    Population population = single(mean(1), Mixtures.wishart(N, 2 * N, 1));
    Matrix shorter = sample(population, 3);
    assertThat(sample(population, 21).rows(0, 3).copy().data()).containsExactly(shorter.data());
  }

  @Test
  void componentOfWeightZeroHasNoRow() {
    MixtureComponent none = new MixtureComponent(0, mean(1), Mixtures.spiked(N, 1, 1));
    MixtureComponent all = new MixtureComponent(1, mean(2), Mixtures.spiked(N, 1, 1));
    for (Allocation allocation : Allocation.values()) {
      Population first = new GaussianMixture(List.of(none, all), allocation);
      Population second = new GaussianMixture(List.of(all, none), allocation);
      assertThat(first.sample(List.of(9), STREAMS).get(0).component()).containsOnly(1);
      assertThat(second.sample(List.of(9), STREAMS).get(0).component()).containsOnly(0);
    }
  }

  @Test
  void weightsAreNormalised() {
    Covariance covariance = Mixtures.spiked(N, 1, 1);
    Population population =
        new GaussianMixture(
            List.of(
                new MixtureComponent(0.25 + 4e-10, mean(1), covariance),
                new MixtureComponent(0.75, mean(2), covariance)),
            Allocation.STRATIFIED);
    double sum = population.components().stream().mapToDouble(MixtureComponent::weight).sum();
    assertThat(sum).isCloseTo(1, within(1e-15));
  }

  @Test
  void weightsThatDoNotSumToOneAreRefused() {
    MixtureComponent half = new MixtureComponent(0.5, mean(1), Mixtures.spiked(N, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianMixture(List.of(half), Allocation.STRATIFIED))
        .withMessageContaining("sum to 1, not to 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianMixture(List.of(), Allocation.STRATIFIED))
        .withMessageContaining("at least one component");
  }

  @Test
  void componentsOfDifferentDimensionsAreRefused() {
    MixtureComponent small =
        new MixtureComponent(0.5, new double[2], new SpikedCovariance(2, 1, List.of()));
    MixtureComponent large =
        new MixtureComponent(0.5, new double[3], new SpikedCovariance(3, 1, List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GaussianMixture(List.of(small, large), Allocation.STRATIFIED))
        .withMessageContaining("2 and 3");
  }

  /** A covariance of rank 1, v v^T: every sample is a multiple of v. */
  @Test
  void singularCovarianceKeepsToItsRange() {
    Matrix rankOne = Matrix.ofRows(new double[][] {{4, 0, -2}, {0, 0, 0}, {-2, 0, 1}});
    Matrix x = sample(single(new double[3], new DenseCovariance(rankOne)), 100);
    for (int row = 0; row < 100; row++) {
      assertThat(x.get(row, 0)).isNotZero().isCloseTo(-2 * x.get(row, 2), within(1e-12));
      assertThat(x.get(row, 1)).isZero();
    }
  }

  @Test
  void zeroCovarianceGivesTheMean() {
    Matrix x = sample(single(mean(1), new DenseCovariance(Matrix.zeros(N, N))), 2);
    assertThat(x.row(0)).containsExactly(mean(1));
    assertThat(x.row(1)).containsExactly(mean(1));
  }

  /** The covariance stands in the middle of an array: its offset counts. */
  @Test
  void covarianceMayBeAView() {
    Matrix rows = Matrix.ofRows(new double[][] {{9, 9}, {0, 0}, {0, 1}, {9, 9}});
    Matrix x = sample(single(new double[2], new DenseCovariance(rows.rows(1, 3))), 5);
    for (int row = 0; row < 5; row++) {
      assertThat(x.get(row, 0)).isZero();
      assertThat(x.get(row, 1)).isNotZero();
    }
  }

  /** Eigenvalues by hand: 1, 1, -1; 1, -1; -1; 3, -1. */
  @Test
  void indefiniteCovariancesAreRefused() {
    List<double[][]> indefinite =
        List.of(
            new double[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}},
            new double[][] {{0, 1}, {1, 0}},
            new double[][] {{-1}},
            new double[][] {{1, 2}, {2, 1}});
    assertThat(indefinite)
        .allSatisfy(
            rows ->
                assertThatExceptionOfType(NumericalException.class)
                    .isThrownBy(
                        () ->
                            single(
                                new double[rows.length], new DenseCovariance(Matrix.ofRows(rows))))
                    .withMessageContaining(
                        "component 1: the covariance is not positive semidefinite"));
  }
}

package io.onestep.equivalence.spike;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.ERF;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.target.ClassLabels;
import io.onestep.datamodels.target.Combination;
import io.onestep.datamodels.target.MultiIndex;
import io.onestep.datamodels.target.SingleIndex;
import io.onestep.equivalence.Fixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LearnedSpikeTest {
  private static final int N = 5;
  private static final RandomStreams STREAMS = RandomStreams.of(21);

  private static final Population CENTRED =
      mixture(
          new MixtureComponent(
              0.3, new double[N], Fixtures.spiked(N, 1, STREAMS.child("c", 0), 4, 1)),
          new MixtureComponent(0.7, new double[N], Fixtures.spiked(N, 0.5, STREAMS.child("c", 1))));

  private static final Population WITH_MEANS =
      mixture(
          new MixtureComponent(
              0.6,
              Fixtures.vector(N, 1, STREAMS.child("mean", 0)),
              Fixtures.spiked(N, 1, STREAMS.child("c", 2), 2)),
          new MixtureComponent(
              0.4,
              Fixtures.vector(N, 2, STREAMS.child("mean", 1)),
              Fixtures.dense(Fixtures.spiked(N, 1.4, STREAMS.child("c", 3), 1))));

  private static final double[] XI = Fixtures.vector(N, 0.8, STREAMS.child("xi", 0));
  private static final double[] OTHER = Fixtures.vector(N, 0.8, STREAMS.child("xi", 1));
  private static final Labelling SINGLE = new SingleIndex(XI, RELU, 0.5);
  private static final Labelling MULTI =
      new MultiIndex(List.of(XI, OTHER), List.of(RELU, TANH), Combination.SUM, 0);
  private static final Labelling CLASSES = new ClassLabels(List.of(1.0, -1.0));

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("single index", CENTRED, SINGLE),
        Arguments.of("single index, means", WITH_MEANS, SINGLE),
        Arguments.of("multi-index", CENTRED, MULTI),
        Arguments.of("multi-index, means", WITH_MEANS, MULTI),
        Arguments.of("classes, means", WITH_MEANS, CLASSES));
  }

  /** E[y x] and E[y^2] against means of 100 000 samples at 5 standard errors. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void meansOfSamples(String name, Population population, Labelling labelling) {
    LabelLaw labels = labelling.law().orElseThrow();
    int m = 100_000;
    Inputs inputs = population.sample(List.of(m), STREAMS.child("sample", 0)).get(0);
    double[] y = labelling.label(inputs, STREAMS.stream("noise"));
    double[] mean = LearnedSpike.mean(population, labels);
    for (int j = 0; j <= N; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < m; i++) {
        double value = y[i] * (j < N ? inputs.x().get(i, j) : y[i]);
        sum += value;
        squares += value * value;
      }
      double sampled = sum / m;
      double error = Math.sqrt((squares / m - sampled * sampled) / m);
      double expected = j < N ? mean[j] : LearnedSpike.labelSquare(population, labels);
      assertThat(sampled).as("%d", j).isCloseTo(expected, within(5 * error + 1e-12));
    }
  }

  /** Centred classes: labels that are independent of x within a component teach nothing. */
  @Test
  void centredClassesHaveNoMean() {
    assertThat(LearnedSpike.mean(CENTRED, CLASSES.law().orElseThrow())).containsOnly(0.0);
  }

  /**
   * sqrt(k) v has the mean above and the covariance (1/m1) sum_c rho_c E_c[y^2] Sigma_c: moments of
   * 1000 draws at 5 standard errors (of an element of a Gaussian sample covariance, sqrt((C_ii C_jj
   * + C_ij^2)/draws)).
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void lawOfDraws(String name, Population population, Labelling labelling) {
    LabelLaw labels = labelling.law().orElseThrow();
    int m1 = 40;
    int k = 9;
    int draws = 1000;
    double[] mean = LearnedSpike.mean(population, labels);
    double[][] expected = new double[N][N];
    for (int c = 0; c < 2; c++) {
      MixtureComponent component = population.components().get(c);
      // E_c[y^2] is the label square of a population of this component alone.
      LabelLaw own =
          labels instanceof LabelLaw.ComponentLabels classes
              ? new LabelLaw.ComponentLabels(List.of(classes.labels().get(c)))
              : labels;
      double square =
          LearnedSpike.labelSquare(
              mixture(new MixtureComponent(1, component.mean(), component.covariance())), own);
      for (int i = 0; i < N; i++) {
        double[] axis = new double[N];
        axis[i] = 1;
        double[] column = component.covariance().multiply(axis);
        for (int j = 0; j < N; j++) {
          expected[i][j] += component.weight() * square * column[j] / m1;
        }
      }
    }
    double[] sum = new double[N];
    double[][] products = new double[N][N];
    for (int t = 0; t < draws; t++) {
      double[] v = LearnedSpike.draw(population, labels, m1, k, STREAMS.child("draw", t));
      for (int i = 0; i < N; i++) {
        sum[i] += v[i] * Math.sqrt(k) - mean[i];
        for (int j = 0; j < N; j++) {
          products[i][j] += (v[i] * Math.sqrt(k) - mean[i]) * (v[j] * Math.sqrt(k) - mean[j]);
        }
      }
    }
    for (int i = 0; i < N; i++) {
      assertThat(sum[i] / draws).isCloseTo(0, within(5 * Math.sqrt(expected[i][i] / draws)));
      for (int j = 0; j < N; j++) {
        double square = expected[i][i] * expected[j][j] + expected[i][j] * expected[i][j];
        assertThat(products[i][j] / draws)
            .as("covariance %d, %d", i, j)
            .isCloseTo(expected[i][j], within(5 * Math.sqrt(square / draws)));
      }
    }
  }

  /** v = X^T y/(m1 sqrt k), by hand. */
  @Test
  void ofASample() {
    Matrix x = Matrix.ofRows(new double[][] {{1, 2}, {3, -1}, {0, 5}});
    Sample first = new Sample(new Inputs(x, new int[3]), new double[] {2, 1, -1});
    assertThat(LearnedSpike.of(first, 4, ALGEBRA))
        .containsExactly(new double[] {5 / 6.0, -2 / 6.0}, within(1e-15));
  }

  /** E relu' = 1/2; E erf'(b z) = (2/sqrt(pi))/sqrt(1 + 2 b^2). */
  @Test
  void slopes() {
    double b = Math.sqrt(N / CENTRED.trace());
    assertThat(LearnedSpike.slope(RELU, CENTRED)).isCloseTo(0.5, within(1e-13));
    assertThat(LearnedSpike.slope(ERF, CENTRED))
        .isCloseTo(2 / Math.sqrt(Math.PI * (1 + 2 * b * b)), within(1e-13));
  }
}

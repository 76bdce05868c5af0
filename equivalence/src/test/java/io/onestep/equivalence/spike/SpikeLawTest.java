package io.onestep.equivalence.spike;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.dot;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
import io.onestep.equivalence.SampleMean;
import io.onestep.equivalence.SpikedMixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpikeLawTest {
  private static final int N = 5;
  private static final int M1 = 40;
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
  private static final Labelling PRODUCT =
      new MultiIndex(List.of(XI, OTHER), List.of(RELU, TANH), Combination.PRODUCT, 0.2);
  private static final Labelling THREE =
      new MultiIndex(
          List.of(XI, OTHER, Fixtures.vector(N, 0.8, STREAMS.child("xi", 2))),
          List.of(RELU, TANH, SIGN),
          Combination.PRODUCT,
          0);
  private static final Labelling CLASSES = new ClassLabels(List.of(1.0, -1.0));

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("single index", CENTRED, SINGLE),
        Arguments.of("single index, means", WITH_MEANS, SINGLE),
        Arguments.of("multi-index", CENTRED, MULTI),
        Arguments.of("multi-index, means", WITH_MEANS, MULTI),
        Arguments.of("product", CENTRED, PRODUCT),
        Arguments.of("product, means", WITH_MEANS, PRODUCT),
        Arguments.of("product of three, means", WITH_MEANS, THREE),
        Arguments.of("perceptron, means", WITH_MEANS, new SingleIndex(XI, SIGN, 0)),
        Arguments.of("classes, means", WITH_MEANS, CLASSES));
  }

  /** E[y x] and E[y^2] against means of 100 000 samples at 5 standard errors. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void meansOfSamples(String name, Population population, Labelling labelling) {
    SpikeLaw law = SpikeLaw.of(population, labelling.law().orElseThrow(), M1);
    int m = 100_000;
    Inputs inputs = population.sample(List.of(m), STREAMS.child("sample", 0)).get(0);
    double[] y = labelling.label(inputs, STREAMS.stream("noise"));
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
      double expected = j < N ? law.mean()[j] : law.labelSquare();
      assertThat(sampled).as("%d", j).isCloseTo(expected, within(5 * error + 1e-12));
    }
  }

  /** Centred classes: labels that are independent of x within a component teach nothing. */
  @Test
  void centredClassesHaveNoMean() {
    assertThat(SpikeLaw.of(CENTRED, CLASSES.law().orElseThrow(), M1).mean()).containsOnly(0.0);
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
    int k = 9;
    int draws = 1000;
    SpikeLaw law = SpikeLaw.of(population, labels, M1);
    double[] mean = law.mean();
    double[][] expected = new double[N][N];
    for (int c = 0; c < 2; c++) {
      MixtureComponent component = population.components().get(c);
      // E_c[y^2] is the label square of a population of this component alone.
      LabelLaw own =
          labels instanceof LabelLaw.ComponentLabels classes
              ? new LabelLaw.ComponentLabels(List.of(classes.labels().get(c)))
              : labels;
      double square =
          SpikeLaw.of(
                  mixture(new MixtureComponent(1, component.mean(), component.covariance())),
                  own,
                  M1)
              .labelSquare();
      for (int i = 0; i < N; i++) {
        double[] axis = new double[N];
        axis[i] = 1;
        double[] column = component.covariance().multiply(axis);
        for (int j = 0; j < N; j++) {
          expected[i][j] += component.weight() * square * column[j] / M1;
        }
      }
    }
    double[] sum = new double[N];
    double[][] products = new double[N][N];
    for (int t = 0; t < draws; t++) {
      double[] v = law.draw(k, STREAMS.child("draw", t));
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

  private static double cumulative(double x) {
    return 0.5 * Erf.erfc(-x / Math.sqrt(2));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * ReLU of t ~ N(a, s^2), with r = a/s: E s' = Phi(r), E y = a Phi(r) + s phi(r), E y^2 = (a^2 +
   * s^2) Phi(r) + a s phi(r), and the noise's variance.
   */
  @Test
  void reluInClosedForm() {
    double[] vbar = new double[N];
    double trace = 0;
    double along = 0;
    double[] g = Fixtures.vector(N, 1, STREAMS.child("g", 0));
    for (MixtureComponent component : WITH_MEANS.components()) {
      double rho = component.weight();
      double[] spread = component.covariance().multiply(XI);
      double a = dot(XI, component.mean());
      double s = Math.sqrt(dot(XI, spread));
      double slope = cumulative(a / s);
      double first = a * slope + s * density(a / s);
      double second = (a * a + s * s) * slope + a * s * density(a / s) + 0.25;
      add(rho * slope, spread, vbar);
      add(rho * first, component.mean(), vbar);
      trace += rho * second * component.covariance().trace() / M1;
      along += rho * second * dot(g, component.covariance().multiply(g)) / M1;
    }
    SpikeLaw law = SpikeLaw.of(WITH_MEANS, SINGLE.law().orElseThrow(), M1);
    assertThat(law.mean()).containsExactly(vbar, within(1e-12));
    double square = dot(vbar, vbar) + trace;
    assertThat(law.squaredNorm()).isCloseTo(square, within(1e-12));
    double product = dot(vbar, g);
    assertThat(law.overlap(Arrays.stream(g).map(x -> 3 * x).toArray()))
        .isCloseTo((product * product + along) / square, within(1e-12));
  }

  static Stream<Labelling> stratifiedLabels() {
    double[] xi = {0.4, 0.3, 0, 0.2, 0, 0, 0, 0.1};
    return Stream.of(
        new SingleIndex(xi, RELU, 0),
        new SingleIndex(xi, RELU, 1),
        new MultiIndex(
            List.of(xi, new double[] {0, 0, 0.5, 0, 0, 0, 0, 1}),
            List.of(RELU, TANH),
            Combination.SUM,
            0),
        CLASSES);
  }

  /**
   * X1^T y1/m1 drawn 400 times, as many samples of each component as its weight says: mean squares
   * within 5 standard errors and 3/m1 of themselves.
   */
  @ParameterizedTest
  @MethodSource("stratifiedLabels")
  void agreesWithDrawsOfSamples(Labelling labelling) {
    int n = 8;
    int m1 = 500;
    SpikedMixture population =
        new SpikedMixture(
            List.of(
                SpikedMixture.half(n, 3, new double[] {0.6, 0.8}),
                SpikedMixture.half(n, 1, new double[] {0, 0, 0.6, 0.8}, 1, 0, 0, -0.5)));
    SpikeLaw law = SpikeLaw.of(population, labelling.law().orElseThrow(), m1);
    double[] g = {0, 0, 0.6, 0.8, 0, 0, 0, 0};
    SampleMean norm = new SampleMean();
    SampleMean along = new SampleMean();
    for (int draw = 0; draw < 400; draw++) {
      RandomStreams streams = RandomStreams.of(2).child("draw", draw);
      Inputs inputs = population.sample(List.of(m1), streams).get(0);
      double[] y = labelling.label(inputs, streams.stream("y"));
      double[] a = LearnedSpike.of(new Sample(inputs, y), 1, ALGEBRA);
      norm.add(dot(a, a));
      along.add(Math.pow(dot(a, g), 2));
    }
    assertThat(law.squaredNorm())
        .isCloseTo(norm.mean(), within(5 * norm.standardError() + 3.0 / m1 * norm.mean()));
    assertThat(law.overlap(g) * law.squaredNorm())
        .isCloseTo(along.mean(), within(5 * along.standardError() + 3.0 / m1 * along.mean()));
  }

  /**
   * The sign of t ~ N(a, s^2): E y = erf(a/(s sqrt 2)), E[y z] = sqrt(2/pi) exp(-a^2/(2 s^2)), y^2
   * = 1.
   */
  @Test
  void signInClosedForm() {
    SpikeLaw law = SpikeLaw.of(WITH_MEANS, new SingleIndex(XI, SIGN, 0).law().orElseThrow(), M1);
    double[] vbar = new double[N];
    for (MixtureComponent component : WITH_MEANS.components()) {
      double[] spread = component.covariance().multiply(XI);
      double s = Math.sqrt(dot(XI, spread));
      double r = dot(XI, component.mean()) / s;
      double slope = Math.sqrt(2 / Math.PI) * Math.exp(-r * r / 2) / s;
      add(component.weight() * slope, spread, vbar);
      add(component.weight() * Erf.erf(r / Math.sqrt(2)), component.mean(), vbar);
    }
    assertThat(law.mean()).containsExactly(vbar, within(1e-13));
    assertThat(law.labelSquare()).isCloseTo(1, within(1e-13));
  }

  /** Labels of a direction that is 0 are a constant c: vbar = c E x, E y^2 = c^2. */
  @Test
  void constantLabels() {
    Labelling constant = new SingleIndex(new double[N], CUBIC, 0); // cubic(0) = 1/2
    SpikeLaw law = SpikeLaw.of(WITH_MEANS, constant.law().orElseThrow(), M1);
    double[] mean = new double[N];
    WITH_MEANS.components().forEach(c -> add(c.weight() / 2, c.mean(), mean));
    assertThat(law.mean()).containsExactly(mean, within(1e-15));
    assertThat(law.labelSquare()).isCloseTo(0.25, within(1e-15));
    assertThat(law.overlap(new double[N])).isZero();
    LabelLaw zero = new LabelLaw.ComponentLabels(List.of(0.0, 0.0));
    assertThat(SpikeLaw.of(WITH_MEANS, zero, M1).overlap(XI)).isZero();
  }

  private static void add(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }
}

package io.onestep.equivalence.prediction;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TrainedExample.RELU;
import static io.onestep.equivalence.TrainedExample.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import io.onestep.equivalence.GaussianPair;
import io.onestep.equivalence.TrainedExample;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.Moments;
import io.onestep.equivalence.spike.LearnedSpike;
import io.onestep.equivalence.structure.Directions;
import io.onestep.equivalence.structure.NeuronTypes;
import io.onestep.equivalence.structure.StructuredFeatures;
import io.onestep.equivalence.structure.StructuredFeatures.ComponentShare;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AveragedResolventTest {
  private static final RandomStreams STREAMS = RandomStreams.of(12);

  static Stream<Arguments> randomFeatures() {
    return Stream.of(
        Arguments.of(RELU, 30_000, 25_000, 1e-3),
        Arguments.of(RELU, 15_000, 25_000, 1e-2),
        Arguments.of(TANH, 30_000, 25_000, 1e-4),
        Arguments.of(TANH, 60_000, 15_000, 1e-1));
  }

  /**
   * Without a step and on isotropic data it is ridge regression on random features, whose errors
   * have a two-level fixed point of their own (Defilippis et al., 2024): kernel eigenvalues S =
   * E[f]^2 once, mu_1^2/n in n directions, and a tail of total mass E f^2 - mu_0^2 - mu_1^2; the
   * target's coefficients beyond degree 1 are noise. Sizes cost nothing; what is left is of order
   * 1/n.
   */
  @ParameterizedTest
  @MethodSource("randomFeatures")
  void withoutAStepItIsRandomFeatures(Activation f, int k, int m, double lambda) {
    int n = 20_000;
    Population population =
        mixture(new MixtureComponent(1, new double[n], new SpikedCovariance(n, 1, List.of())));
    double[] xi = Fixtures.vector(n, 1, STREAMS.child("xi", 0));
    LabelLaw labels = LabelLaw.singleIndex(new Index(1, xi, RELU), 0.1);
    Directions directions = Directions.of(population, labels, new double[n], 12, ALGEBRA);
    AveragedResolvent resolvent = averaged(directions, f, k, 0);
    double tau = directions.labelSquare();
    assertThat(tau).isCloseTo(0.5 + 0.01, within(1e-12));
    RidgePrediction actual = RidgePrediction.of(resolvent, tau, lambda, m);

    GaussianPair same = new GaussianPair(0, 0, 1, 1, 1);
    double[] none = {};
    double mu0 = same.expectation((z, y) -> f.value(z), f.kinks(), none);
    double mu1 = same.expectation((z, y) -> z * f.value(z), f.kinks(), none);
    double tail = same.product(f, f) - mu0 * mu0 - mu1 * mu1;
    double s0 = mu0 * mu0;
    double s1 = mu1 * mu1 / n;
    // v2 (1 - D1/m)(1 - D1/k) = lambda, by bisection from where D1 reaches min(m, k).
    double low = 1e-9;
    double high = 1e3;
    for (int step = 0; step < 200; step++) {
      double v2 = Math.sqrt(low * high);
      double d1 = s0 / (s0 + v2) + n * s1 / (s1 + v2) + tail / v2;
      boolean above = d1 < Math.min(m, k) && v2 * (1 - d1 / m) * (1 - d1 / k) > lambda;
      low = above ? low : v2;
      high = above ? v2 : high;
    }
    double v2 = high;
    double d1 = s0 / (s0 + v2) + n * s1 / (s1 + v2) + tail / v2;
    double v1 = lambda * m / (m - d1);
    double d2 = square(s0 / (s0 + v2)) + n * square(s1 / (s1 + v2));
    double trace = s0 / square(s0 + v2) + n * s1 / square(s1 + v2) + tail / square(v2);
    double x = trace / (k - d2);
    double y = (double) k / m * (square(1 - v1 / v2) + square(v1 / v2) * d2 / (k - d2));
    double t0 = 1 / (2 * Math.PI); // squares of ReLU's coefficients 1/sqrt(2 pi) and 1/2
    double t1 = 0.25;
    double noise = tau - t0 - t1;
    double bias = t0 / square(s0 + v2) + t1 / square(s1 + v2);
    double weighted = t0 * s0 / square(s0 + v2) + t1 * s1 / square(s1 + v2);
    double mse = (square(v2) * (bias + x * weighted) + noise) / (1 - y);

    assertThat(actual.q()).isCloseTo(v1, within(1e-4 * v1));
    assertThat(2 * actual.generalizationError()).isCloseTo(mse, within(1e-4 * mse));
    double training = 2 * actual.trainingError() - lambda * actual.squaredNorm();
    double expected = square(1 - d1 / m) * mse;
    assertThat(training).isCloseTo(expected, within(3e-4 * expected));
  }

  private static double square(double x) {
    return x * x;
  }

  private static AveragedResolvent averaged(
      Directions directions, Activation activation, int k, double step) {
    NeuronTypes types = NeuronTypes.average(2048, directions, step);
    FeatureLaw law = new FeatureLaw.Pointwise(activation, 0);
    StructuredFeatures features = StructuredFeatures.of(types, k, directions, law, ALGEBRA);
    return new AveragedResolvent(features, k, directions.rest(), directions.trace(), ALGEBRA);
  }

  /**
   * Against what it is the average of: resolvents of R written out for 100 draws of the blocks F',
   * inverted densely. Within 5 standard errors and 1 %, for terms of order 1/k.
   */
  @ParameterizedTest
  @CsvSource({"60, 80, 0.74, 0.5, 0.003", "60, 40, 0.9, 0.2, 0.03", "60, 80, 0.9, 0.9, 0.01"})
  void isAnAverage(int n, int k, double beta, double alpha, double q) {
    TrainedExample example = TrainedExample.regression(n, k, beta, alpha, 4);
    TrainedNetwork network = example.train(RELU);
    LabelLaw labels = example.labelling().law().orElseThrow();
    double[] v = LearnedSpike.of(network.first(), k, ALGEBRA);
    Directions directions = Directions.of(example.population(), labels, v, 12, ALGEBRA);
    // The types of given neurons: k of them, each of which stands for itself.
    NeuronTypes types = NeuronTypes.of(network.f(), directions, ALGEBRA);
    double[] rest = new double[k];
    Arrays.fill(rest, directions.rest() / directions.trace());
    StructuredFeatures features =
        StructuredFeatures.of(
            new NeuronTypes(types.projections(), rest),
            k,
            directions,
            new FeatureLaw.Pointwise(RELU, 0),
            ALGEBRA);
    AveragedResolvent resolvent =
        new AveragedResolvent(features, k, directions.rest(), directions.trace(), ALGEBRA);
    double[] actual = numbers(resolvent.at(q), resolvent.components(q));
    Traces.assertAverages(resolvent.components(q), resolvent.at(q), 1e-10);
    double[] cross = Arrays.stream(features.cross()).map(c -> c / Math.sqrt(k)).toArray();
    int draws = 100;
    double[][] sampled = new double[actual.length][draws];
    for (int t = 0; t < draws; t++) {
      Matrix block =
          Fixtures.gaussian(
              k, directions.rest(), Math.sqrt(1 / directions.trace()), STREAMS.child("block", t));
      RealMatrix r = dense(features, block);
      double[] traces =
          numbers(
              Traces.of(r, cross, q),
              features.components().stream()
                  .map(share -> Traces.of(r, cross, moments(features, share, block), q))
                  .toList());
      for (int i = 0; i < traces.length; i++) {
        sampled[i][t] = traces[i];
      }
    }
    for (int i = 0; i < actual.length; i++) {
      assertMean(sampled[i], actual[i], 0.01, "number " + i);
    }
  }

  /** What is kept of one regularisation, or of a guess, is not taken for another. */
  @Test
  void doesNotDependOnWhatWasAskedBefore() {
    TrainedExample example = TrainedExample.regression(60, 80, 0.74, 0.5, 4);
    LabelLaw labels = example.labelling().law().orElseThrow();
    double[] v = LearnedSpike.of(example.train(RELU).first(), 80, ALGEBRA);
    Directions directions = Directions.of(example.population(), labels, v, 12, ALGEBRA);
    AveragedResolvent kept = averaged(directions, RELU, 80, 0.5);
    kept.guess(1e-3, 90);
    for (double q : new double[] {0.1, 0.003, 0.003, 0.5, 1e-5}) {
      double[] actual = numbers(kept.at(q), kept.components(q));
      AveragedResolvent one = averaged(directions, RELU, 80, 0.5);
      AveragedResolvent other = averaged(directions, RELU, 80, 0.5);
      double[] expected = numbers(one.at(q), other.components(q));
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i])
            .as("number %d at %s", i, q)
            .isCloseTo(expected[i], within(1e-8 * Math.abs(expected[i])));
      }
    }
  }

  private static double[] numbers(ResolventTraces traces, List<ComponentTraces> components) {
    return DoubleStream.concat(
            Arrays.stream(Traces.numbers(traces)),
            components.stream().flatMapToDouble(c -> Arrays.stream(Traces.numbers(c))))
        .toArray();
  }

  /** A component's moments written out. */
  private static Moments moments(StructuredFeatures features, ComponentShare share, Matrix block) {
    int k = block.rows();
    Matrix second = Traces.second(features, share, ALGEBRA.gram(block));
    return new Moments(
        share.weight(),
        second,
        Arrays.stream(share.mean()).map(x -> x / Math.sqrt(k)).toArray(),
        Arrays.stream(share.cross()).map(x -> x / Math.sqrt(k)).toArray(),
        share.labelMean(),
        share.labelSquare());
  }

  private static RealMatrix dense(StructuredFeatures features, Matrix block) {
    int k = block.rows();
    Matrix gram = ALGEBRA.gram(block);
    RealMatrix r = new Array2DRowRealMatrix(k, k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double sum = i == j ? features.diagonal()[i] : 0;
        for (double[] column : features.columns()) {
          sum += column[i] * column[j];
        }
        for (double[] alpha : features.alpha()) {
          sum += alpha[i] * alpha[j] * gram.get(i, j);
        }
        r.setEntry(i, j, sum / k);
      }
    }
    return r;
  }

  private static void assertMean(double[] values, double expected, double bias, String what) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(variance / (values.length - 1.0) / values.length);
    assertThat(mean).as(what).isCloseTo(expected, within(5 * error + bias * Math.abs(expected)));
  }

  /**
   * Against exact moments of drawn first layers after a rank-one step with a given v: the mean over
   * 8 draws of F and w within 5 standard errors and 1 %.
   */
  @ParameterizedTest
  @CsvSource({"0.74, 0.5, false", "0.9, 0.2, false", "0.9, 0.9, false", "0.74, 0.5, true"})
  void agreesWithDrawnLayers(double beta, double alpha, boolean classes) {
    int n = 150;
    int k = 120;
    TrainedExample example =
        classes
            ? TrainedExample.classes(n, k, beta, alpha, 5)
            : TrainedExample.regression(n, k, beta, alpha, 5);
    LabelLaw labels = example.labelling().law().orElseThrow();
    double[] v = LearnedSpike.of(example.sample(n, "first"), k, ALGEBRA);
    double step =
        example.learner().stepSize().orElseThrow() * LearnedSpike.slope(RELU, example.population());
    Directions directions = Directions.of(example.population(), labels, v, 12, ALGEBRA);
    double norm = Math.sqrt(Fixtures.dot(v, v));
    RidgePrediction averaged =
        RidgePrediction.of(
            averaged(directions, RELU, k, step * norm / Math.sqrt(k)),
            directions.labelSquare(),
            1e-3,
            n);
    int draws = 8;
    double[] test = new double[draws];
    double[] training = new double[draws];
    for (int t = 0; t < draws; t++) {
      RandomStreams own = STREAMS.child("layer", t);
      Matrix f = Fixtures.gaussian(k, n, Math.sqrt(1 / example.population().trace()), own);
      double[] w = own.stream("w").gaussians(k);
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < n; j++) {
          f.set(i, j, f.get(i, j) + step * w[i] / Math.sqrt(k) * v[j]);
        }
      }
      Moments moments =
          GaussianFeatures.of(f, new FeatureLaw.Pointwise(RELU, 0), 1e-9, ALGEBRA)
              .average(example.population(), labels);
      RidgePrediction exact =
          RidgePrediction.of(
              SpectralResolvent.of(List.of(moments), ALGEBRA), moments.labelSquare(), 1e-3, n);
      test[t] = exact.generalizationError();
      training[t] = exact.trainingError();
    }
    assertMean(test, averaged.generalizationError(), 0.01, "test error");
    assertMean(training, averaged.trainingError(), 0.01, "training error");
  }

  /** spread = -df1', df2 = df1 + q df1', norm = -explained': central differences in q. */
  @ParameterizedTest
  @CsvSource({"0.74, 0.5, 0.002", "0.9, 0.2, 0.05", "0.9, 0.9, 0.5"})
  void derivatives(double beta, double alpha, double q) {
    TrainedExample example = TrainedExample.regression(60, 80, beta, alpha, 6);
    LabelLaw labels = example.labelling().law().orElseThrow();
    double[] v = LearnedSpike.of(example.sample(60, "first"), 80, ALGEBRA);
    Directions directions = Directions.of(example.population(), labels, v, 12, ALGEBRA);
    AveragedResolvent resolvent = averaged(directions, RELU, 80, 0.4);
    double h = 1e-4 * q;
    ResolventTraces at = resolvent.at(q);
    ResolventTraces above = resolvent.at(q + h);
    ResolventTraces below = resolvent.at(q - h);
    double slope = (above.df1() - below.df1()) / (2 * h);
    // The differences' own error: h^2 of the third derivative, and rounding over h.
    assertThat(at.spread()).isCloseTo(-slope, within(1e-6 * at.spread()));
    assertThat(at.df2()).isCloseTo(at.df1() + q * slope, within(1e-6 * at.df1()));
    double norm = -(above.explained() - below.explained()) / (2 * h);
    assertThat(at.norm()).isCloseTo(norm, within(1e-6 * norm));
    assertThat(at.square()).isCloseTo(at.explained() - q * norm, within(1e-6 * at.square()));
    // df1 tends to tr R/q for large q.
    double large = 1e6 * resolvent.trace();
    assertThat(large * resolvent.at(large).df1())
        .isCloseTo(resolvent.trace(), within(1e-4 * resolvent.trace()));
  }

  /**
   * A penalty far above the features leaves w^ = Phi^T y/(m lambda): norms fall as it rises, and
   * errors are those of no readout. Rounding once left anything of the norm, or no prediction.
   */
  @ParameterizedTest
  @CsvSource({"1e12", "1e18", "1e100", "1e300"})
  void hugePenaltiesShrinkInProportion(double lambda) {
    int n = 60;
    Population population =
        mixture(new MixtureComponent(1, new double[n], new SpikedCovariance(n, 1, List.of())));
    double[] xi = Fixtures.vector(n, 1, STREAMS.child("xi", 0));
    LabelLaw labels = LabelLaw.singleIndex(new Index(1, xi, RELU), 0.1);
    Directions directions = Directions.of(population, labels, new double[n], 12, ALGEBRA);
    AveragedResolvent resolvent = averaged(directions, RELU, 70, 0);
    double tau = directions.labelSquare();
    double large = 1e6;
    double norm = Math.sqrt(RidgePrediction.of(resolvent, tau, large, 80).squaredNorm()) * large;
    RidgePrediction huge = RidgePrediction.of(resolvent, tau, lambda, 80);
    if (lambda < 1e150) { // the square of a norm below is 0
      assertThat(Math.sqrt(huge.squaredNorm()) * lambda).isCloseTo(norm, within(1e-4 * norm));
    }
    assertThat(huge.generalizationError()).isCloseTo(tau / 2, within(1e-6));
    assertThat(huge.trainingError()).isCloseTo(tau / 2, within(1e-6));
    RidgeErrors errors = huge.byComponent(resolvent);
    assertThat(errors.groups().get(0).error()).isCloseTo(tau / 2, within(1e-6));
  }
}

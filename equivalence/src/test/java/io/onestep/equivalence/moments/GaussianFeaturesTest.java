package io.onestep.equivalence.moments;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.dot;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.error.NumericalException;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.target.ClassLabels;
import io.onestep.datamodels.target.Combination;
import io.onestep.datamodels.target.MultiIndex;
import io.onestep.datamodels.target.SingleIndex;
import io.onestep.datamodels.target.TeacherNetwork;
import io.onestep.equivalence.Fixtures;
import io.onestep.equivalence.GaussianPair;
import io.onestep.equivalence.TestActivation;
import io.onestep.equivalence.model.DegreeRule;
import io.onestep.equivalence.model.HermiteFactory;
import io.onestep.learners.activation.ErfFactory;
import io.onestep.learners.activation.LeakyReluFactory;
import io.onestep.learners.activation.ReluFactory;
import io.onestep.learners.activation.SignFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianFeaturesTest {
  private static final int N = 6;
  private static final int K = 4;
  private static final double TOLERANCE = 1e-9;
  private static final RandomStreams STREAMS = RandomStreams.of(5);

  private static final Matrix F = Fixtures.gaussian(K, N, 0.4, STREAMS.child("f", 0));

  /** Different bulks, several spikes; one component has no weight. */
  private static final Population CENTRED =
      mixture(
          new MixtureComponent(
              0.3, new double[N], Fixtures.spiked(N, 1, STREAMS.child("c", 0), 3, 1.5)),
          new MixtureComponent(0, new double[N], Fixtures.spiked(N, 1, STREAMS.child("c", 1))),
          new MixtureComponent(0.7, new double[N], Fixtures.spiked(N, 0.6, STREAMS.child("c", 2))));

  private static final Population WITH_MEANS =
      mixture(
          new MixtureComponent(
              0.6,
              Fixtures.vector(N, 1.5, STREAMS.child("mean", 0)),
              Fixtures.spiked(N, 1, STREAMS.child("c", 0), 2)),
          new MixtureComponent(
              0.4,
              Fixtures.vector(N, 0.5, STREAMS.child("mean", 1)),
              Fixtures.spiked(N, 1.3, STREAMS.child("c", 1), 1, 4)));

  private static final double[] XI = Fixtures.vector(N, 0.7, STREAMS.child("xi", 0));
  private static final double[] OTHER = Fixtures.vector(N, 0.9, STREAMS.child("xi", 1));

  private static Labelling single(Activation s) {
    return new SingleIndex(XI, s, 0.3);
  }

  private static final Labelling MULTI =
      new MultiIndex(List.of(XI, OTHER), List.of(RELU, TANH), Combination.SUM, 0.2);
  private static final Labelling TEACHER =
      new TeacherNetwork(List.of(XI, OTHER, near(XI)), new double[] {0.8, -1.3, 0.5}, RELU, 0.1);
  private static final Labelling THREE_CLASSES = new ClassLabels(List.of(-1.0, 5.0, 2.0));
  private static final Labelling TWO_CLASSES = new ClassLabels(List.of(-1.0, 1.0));

  /** Correlated with a direction by about 0.8, so that series converge slowly. */
  private static double[] near(double[] x) {
    double[] sum = Fixtures.vector(N, 0.5, STREAMS.child("near", 1));
    for (int i = 0; i < N; i++) {
      sum[i] += x[i];
    }
    return sum;
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("tanh, single index", TANH, CENTRED, single(RELU)),
        Arguments.of("relu, single index", RELU, CENTRED, single(TANH)),
        Arguments.of("relu, means", RELU, WITH_MEANS, single(RELU)),
        Arguments.of("tanh, means", TANH, WITH_MEANS, single(HARD_TANH)),
        Arguments.of("hard tanh, multi-index", HARD_TANH, CENTRED, MULTI),
        Arguments.of("tanh, teacher", TANH, CENTRED, TEACHER),
        Arguments.of("relu, teacher with means", RELU, WITH_MEANS, TEACHER),
        Arguments.of("tanh, perceptron", TANH, CENTRED, single(SIGN)),
        Arguments.of("relu, perceptron with means", RELU, WITH_MEANS, single(SIGN)),
        Arguments.of("sign, perceptron with means", SIGN, WITH_MEANS, single(SIGN)),
        Arguments.of("relu, classes", RELU, CENTRED, THREE_CLASSES),
        Arguments.of("cubic, classes with means", CUBIC, WITH_MEANS, TWO_CLASSES));
  }

  private static LabelLaw law(Labelling labelling) {
    return labelling.law().orElseThrow();
  }

  private static Moments moments(
      Matrix f, FeatureLaw law, double tolerance, Population population, Labelling labels) {
    return GaussianFeatures.of(f, law, tolerance, ALGEBRA).average(population, law(labels));
  }

  /**
   * Source: {@link GaussianPair}, with the laws of (u_i, u_j), (u_i, xi^T x) and pairs of indices
   * from products with Sigma_c.
   */
  private static Moments bruteForce(Activation g, Population population, LabelLaw labels) {
    Matrix second = Matrix.zeros(K, K);
    double[] mean = new double[K];
    double[] cross = new double[K];
    double labelMean = 0;
    double labelSquare = 0;
    for (int index = 0; index < population.componentCount(); index++) {
      MixtureComponent c = population.components().get(index);
      double rho = c.weight();
      if (rho == 0) {
        continue;
      }
      for (int i = 0; i < K; i++) {
        for (int j = 0; j <= i; j++) {
          double value = second.get(i, j) + rho / K * pair(c, F.row(i), F.row(j)).product(g, g);
          second.set(i, j, value);
          second.set(j, i, value);
        }
        double m = pair(c, F.row(i), F.row(i)).expectation((x, y) -> g.value(x), g.kinks(), none());
        mean[i] += rho * m / Math.sqrt(K);
        if (labels instanceof LabelLaw.ComponentLabels classes) {
          cross[i] += rho * classes.labels().get(index) * m / Math.sqrt(K);
        } else {
          for (Index term : ((LabelLaw.IndexSum) labels).indices()) {
            double value = pair(c, F.row(i), term.direction()).product(g, term.link());
            cross[i] += rho * term.coefficient() * value / Math.sqrt(K);
          }
        }
      }
      if (labels instanceof LabelLaw.ComponentLabels classes) {
        double y = classes.labels().get(index);
        labelMean += rho * y;
        labelSquare += rho * y * y;
      } else {
        LabelLaw.IndexSum sum = (LabelLaw.IndexSum) labels;
        labelSquare += rho * sum.noise() * sum.noise();
        for (Index a : sum.indices()) {
          GaussianPair same = pair(c, a.direction(), a.direction());
          double m = same.expectation((x, y) -> a.link().value(x), a.link().kinks(), none());
          labelMean += rho * a.coefficient() * m;
          for (Index b : sum.indices()) {
            double value = pair(c, a.direction(), b.direction()).product(a.link(), b.link());
            labelSquare += rho * a.coefficient() * b.coefficient() * value;
          }
        }
      }
    }
    return new Moments(1, second, mean, cross, labelMean, labelSquare);
  }

  private static double[] none() {
    return new double[0];
  }

  private static GaussianPair pair(MixtureComponent c, double[] a, double[] b) {
    double sdA = Math.sqrt(dot(a, c.covariance().multiply(a)));
    double sdB = Math.sqrt(dot(b, c.covariance().multiply(b)));
    double p = a == b ? 1 : dot(a, c.covariance().multiply(b)) / (sdA * sdB);
    return new GaussianPair(
        dot(a, c.mean()), dot(b, c.mean()), sdA, sdB, Math.max(-1, Math.min(1, p)));
  }

  /** Errors relative to sqrt(E phi_i^2 E phi_j^2), E phi_i^2 and tau. */
  private static void assertClose(Moments actual, Moments expected, double error) {
    double root = Math.sqrt(expected.labelSquare());
    for (int i = 0; i < expected.cross().length; i++) {
      double size = Math.sqrt(expected.second().get(i, i));
      for (int j = 0; j < expected.cross().length; j++) {
        double other = Math.sqrt(expected.second().get(j, j));
        assertThat(actual.second().get(i, j))
            .as("R_%d,%d", i, j)
            .isCloseTo(expected.second().get(i, j), within(error * size * other));
      }
      assertThat(actual.mean()[i]).as("mean %d", i).isCloseTo(expected.mean()[i], within(error));
      assertThat(actual.cross()[i])
          .as("r_%d", i)
          .isCloseTo(expected.cross()[i], within(error * size * root));
    }
    assertThat(actual.labelMean()).isCloseTo(expected.labelMean(), within(error * root));
    assertThat(actual.labelSquare())
        .isCloseTo(expected.labelSquare(), within(error * expected.labelSquare()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreeWithBruteForce(String name, Activation g, Population population, Labelling labels) {
    Moments actual = moments(F, new FeatureLaw.Pointwise(g, 0), TOLERANCE, population, labels);
    assertClose(actual, bruteForce(g, population, law(labels)), 3 * TOLERANCE);
    assertThat(actual.weight()).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void denseCovariancesGiveTheSame(
      String name, Activation g, Population population, Labelling labels) {
    FeatureLaw law = new FeatureLaw.Pointwise(g, 0.2);
    assertClose(
        moments(F, law, TOLERANCE, Fixtures.densely(population), labels),
        moments(F, law, TOLERANCE, population, labels),
        1e-12);
  }

  /** The mixture is the weighted sum of what it is by component. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void componentsAddUp(String name, Activation g, Population population, Labelling labels) {
    GaussianFeatures features =
        GaussianFeatures.of(F, new FeatureLaw.Pointwise(g, 0), TOLERANCE, ALGEBRA);
    List<Moments> parts = features.byComponent(population, law(labels));
    assertThat(parts).hasSize(2);
    assertClose(sum(parts), features.average(population, law(labels)), 1e-13);
  }

  /** The second moment needs no labels. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void secondMomentAlone(String name, Activation g, Population population, Labelling labels) {
    GaussianFeatures features =
        GaussianFeatures.of(F, new FeatureLaw.Pointwise(g, 0), 1e-13, ALGEBRA);
    Matrix expected = features.average(population, law(labels)).second();
    Matrix second = features.second(population);
    for (int i = 0; i < K; i++) {
      assertThat(second.row(i)).containsExactly(expected.row(i), within(1e-11));
    }
  }

  @Test
  void refusesNeuronsWithoutSpread() {
    Matrix f = F.copy();
    for (int j = 0; j < N; j++) {
      f.set(1, j, 0);
    }
    GaussianFeatures features =
        GaussianFeatures.of(f, new FeatureLaw.Pointwise(TANH, 0), TOLERANCE, ALGEBRA);
    assertThatThrownBy(() -> features.second(CENTRED))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("neuron 2 has the variance 0");
  }

  /** A term of a direction that is 0 is the constant a s(0): here -2/2. */
  @Test
  void constantTerms() {
    FeatureLaw law = new FeatureLaw.Pointwise(TANH, 0);
    Index index = new Index(1, XI, RELU);
    Index constant = new Index(-2, new double[N], CUBIC);
    for (Population population : List.of(CENTRED, WITH_MEANS)) {
      GaussianFeatures features = GaussianFeatures.of(F, law, TOLERANCE, ALGEBRA);
      Moments without = features.average(population, LabelLaw.singleIndex(index, 0.3));
      double[] cross = without.cross().clone();
      for (int i = 0; i < K; i++) {
        cross[i] -= without.mean()[i];
      }
      Moments expected =
          new Moments(
              1,
              without.second(),
              without.mean(),
              cross,
              without.labelMean() - 1,
              without.labelSquare() - 2 * without.labelMean() + 1);
      for (List<Index> terms : List.of(List.of(index, constant), List.of(constant, index))) {
        LabelLaw labels = new LabelLaw.IndexSum(terms, 0.3);
        assertClose(features.average(population, labels), expected, 1e-13);
      }
      Moments alone = features.average(population, LabelLaw.singleIndex(constant, 0));
      assertThat(alone.labelSquare()).isCloseTo(1, within(1e-15));
      for (int i = 0; i < K; i++) {
        assertThat(alone.cross()[i]).isCloseTo(-without.mean()[i], within(1e-15));
      }
    }
  }

  /**
   * Given the coordinate along a direction and averaged over it (20 nodes of Gauss and Hermite's
   * rule), the moments are those of the component: the law of total expectation.
   */
  @Test
  void nodesOfACoordinateAddUp() {
    GaussianFeatures features =
        GaussianFeatures.of(F, new FeatureLaw.Pointwise(TANH, 0), TOLERANCE, ALGEBRA);
    Labelling product =
        new MultiIndex(List.of(XI, OTHER), List.of(TANH, TANH), Combination.PRODUCT, 0.3);
    double[] direction = Fixtures.vector(N, 2, STREAMS.child("v", 0));
    for (LabelLaw labels : List.of(law(single(TANH)), law(product))) {
      nodesAddUp(features, labels, direction, 1e-7);
    }
    // Along the direction of one of them a factor is a constant given the coordinate; its whole
    // tanh is left to the nodes, which are good to 1e-4 then.
    nodesAddUp(features, law(product), XI, 1e-4);
  }

  private static void nodesAddUp(
      GaussianFeatures features, LabelLaw labels, double[] direction, double error) {
    GaussIntegrator rule = new GaussIntegratorFactory().hermite(20);
    for (Population population : List.of(CENTRED, WITH_MEANS)) {
      for (int c = 0; c < population.componentCount(); c++) {
        if (population.components().get(c).weight() == 0) {
          continue;
        }
        ConditionalComponent whole = ConditionalComponent.of(population.components().get(c), c);
        List<Moments> nodes = new ArrayList<>();
        for (int i = 0; i < rule.getNumberOfPoints(); i++) {
          double z = Math.sqrt(2) * rule.getPoint(i);
          double probability = rule.getWeight(i) / Math.sqrt(Math.PI);
          nodes.add(features.given(whole.given(direction, z, probability), labels));
        }
        Moments sum = sum(nodes);
        Moments expected = features.given(whole, labels);
        assertThat(nodes.stream().mapToDouble(Moments::weight).sum())
            .isCloseTo(expected.weight(), within(1e-12));
        assertClose(scaled(sum, 1 / expected.weight()), expected, error);
      }
    }
  }

  private static Moments scaled(Moments m, double factor) {
    return sum(
        List.of(
            new Moments(factor, m.second(), m.mean(), m.cross(), m.labelMean(), m.labelSquare())));
  }

  private static Moments sum(List<Moments> parts) {
    Matrix second = Matrix.zeros(K, K);
    double[] mean = new double[K];
    double[] cross = new double[K];
    double labelMean = 0;
    double labelSquare = 0;
    for (Moments part : parts) {
      for (int i = 0; i < K; i++) {
        for (int j = 0; j < K; j++) {
          second.set(i, j, second.get(i, j) + part.weight() * part.second().get(i, j));
        }
        mean[i] += part.weight() * part.mean()[i];
        cross[i] += part.weight() * part.cross()[i];
      }
      labelMean += part.weight() * part.labelMean();
      labelSquare += part.weight() * part.labelSquare();
    }
    return new Moments(1, second, mean, cross, labelMean, labelSquare);
  }

  /** An activation without its closed form, so that the series is taken. */
  private record Series(Activation of) implements Activation {
    @Override
    public String label() {
      return of.label();
    }

    @Override
    public double value(double u) {
      return of.value(u);
    }

    @Override
    public double derivative(double u) {
      return of.derivative(u);
    }

    @Override
    public double[] kinks() {
      return of.kinks();
    }
  }

  static Stream<Activation> closedForms() {
    return Stream.of(
        new ReluFactory().create(new ReluFactory.Config(), Fixtures.ANY),
        new LeakyReluFactory().create(new LeakyReluFactory.Config(0.2), Fixtures.ANY),
        new ErfFactory().create(new ErfFactory.Config(), Fixtures.ANY),
        new SignFactory().create(new SignFactory.Config(), Fixtures.ANY));
  }

  /** Series of Hermite coefficients against the kernels' closed forms. */
  @ParameterizedTest
  @MethodSource("closedForms")
  void seriesAgreeWithClosedForms(Activation g) {
    assertThat(g.pairMoment()).isPresent();
    Moments closed = moments(F, new FeatureLaw.Pointwise(g, 0), TOLERANCE, CENTRED, single(RELU));
    Moments series =
        moments(F, new FeatureLaw.Pointwise(new Series(g), 0), TOLERANCE, CENTRED, single(RELU));
    assertClose(series, closed, TOLERANCE);
  }

  /** Neurons with correlations of nearly 1 and -1, where series of a kink converge worst. */
  @Test
  void seriesAtExtremeCorrelations() {
    Activation relu = closedForms().findFirst().orElseThrow();
    Matrix f = F.copy();
    for (int i = 0; i < N; i++) {
      f.set(1, i, f.get(0, i) * 1.1 + (i == 0 ? 1e-3 : 0));
      f.set(2, i, -f.get(0, i));
    }
    Moments closed = moments(f, new FeatureLaw.Pointwise(relu, 0), 1e-6, CENTRED, single(RELU));
    Moments series =
        moments(f, new FeatureLaw.Pointwise(new Series(relu), 0), 1e-6, CENTRED, single(RELU));
    // At degree 160 the tail of ReLU's a_q^2 ~ q^(-5/2)/pi is about 1e-4: the most it can be off.
    assertClose(series, closed, 1e-4);
  }

  /**
   * The difference of two indices of a correlation of about 0.99, 0.999999 and 1: E[y^2] by the
   * closed forms of E s(u) s(v), the arc-cosine kernel and the arcsine law.
   */
  @Test
  void nearlyEqualIndices() {
    List<Activation> closed = closedForms().toList();
    for (Activation link : List.of(closed.get(0), closed.get(3))) {
      for (double distance : List.of(0.1, 1e-3, 0.0)) {
        double[] twin = Fixtures.vector(N, distance, STREAMS.child("near", 0));
        for (int i = 0; i < N; i++) {
          twin[i] += XI[i];
        }
        LabelLaw twins = law(new TeacherNetwork(List.of(XI, twin), new double[] {1, -1}, link, 0));
        MixtureComponent c = CENTRED.components().get(0);
        GaussianPair p = pair(c, XI, twin);
        double expected =
            (link.pairMoment().orElseThrow().of(p.sdX(), p.sdX(), 1)
                        + link.pairMoment().orElseThrow().of(p.sdY(), p.sdY(), 1))
                    / 2
                - link.pairMoment().orElseThrow().of(p.sdX(), p.sdY(), p.correlation());
        assertThat(LabelMoments.of(twins, c, 0, 12).square())
            .as("%s %s", link.label(), distance)
            .isCloseTo(expected, within(1e-9));
      }
    }
  }

  private static final Labelling PRODUCT =
      new MultiIndex(List.of(XI, OTHER), List.of(RELU, TANH), Combination.PRODUCT, 0.3);

  /**
   * Labels relu(xi_1^T x) tanh(xi_2^T x) + 0.3 eps. Source: {@link GaussianPair} of the two
   * projections, and for E[phi y] the mean of a neuron given both, of tanh by a Gauss and Hermite
   * rule of 40 nodes (good to 1e-8 at these deviations), of ReLU in closed form: m Phi(m/s) + s
   * phi(m/s).
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void productsAgreeWithBruteForce(boolean relu) {
    GaussIntegrator hermite = new GaussIntegratorFactory().hermite(40);
    for (Population population : List.of(CENTRED, WITH_MEANS)) {
      Moments actual =
          moments(
              F, new FeatureLaw.Pointwise(relu ? RELU : TANH, 0), TOLERANCE, population, PRODUCT);
      double mean = 0;
      double square = 0.09;
      double[] cross = new double[K];
      for (MixtureComponent c : population.components()) {
        if (c.weight() == 0) {
          continue;
        }
        GaussianPair both = pair(c, XI, OTHER);
        mean += c.weight() * both.product(RELU, TANH);
        square +=
            c.weight()
                * both.expectation(
                    (x, y) -> Math.pow(RELU.value(x) * TANH.value(y), 2), RELU.kinks(), none());
        for (int i = 0; i < K; i++) {
          double[] f = F.row(i);
          // u = E u + b1 (x - E x) + b2 (y - E y) + left z.
          double cx = dot(f, c.covariance().multiply(XI));
          double cy = dot(f, c.covariance().multiply(OTHER));
          double vx = both.sdX() * both.sdX();
          double vy = both.sdY() * both.sdY();
          double vxy = both.correlation() * both.sdX() * both.sdY();
          double determinant = vx * vy - vxy * vxy;
          double b1 = (cx * vy - cy * vxy) / determinant;
          double b2 = (cy * vx - cx * vxy) / determinant;
          double left = Math.sqrt(dot(f, c.covariance().multiply(f)) - b1 * cx - b2 * cy);
          double centre = dot(f, c.mean()) - b1 * both.meanX() - b2 * both.meanY();
          cross[i] +=
              c.weight()
                  / Math.sqrt(K)
                  * both.expectation(
                      (x, y) -> {
                        double m = centre + b1 * x + b2 * y;
                        double phi =
                            relu
                                ? m * Erf.erfc(-m / left / Math.sqrt(2)) / 2
                                    + left
                                        * Math.exp(-m * m / left / left / 2)
                                        / Math.sqrt(2 * Math.PI)
                                : hermite.integrate(t -> Math.tanh(m + left * Math.sqrt(2) * t))
                                    / Math.sqrt(Math.PI);
                        return RELU.value(x) * TANH.value(y) * phi;
                      },
                      RELU.kinks(),
                      none());
        }
      }
      assertThat(actual.labelMean()).isCloseTo(mean, within(1e-9));
      assertThat(actual.labelSquare()).isCloseTo(square, within(1e-9));
      assertThat(actual.cross()).containsExactly(cross, within(3e-8));
    }
  }

  /** A factor of a direction that is 0 is the constant s(0): here 1/2. */
  @Test
  void constantFactors() {
    Index index = new Index(3, XI, RELU);
    Index constant = new Index(-2, new double[N], CUBIC);
    GaussianFeatures features =
        GaussianFeatures.of(F, new FeatureLaw.Pointwise(TANH, 0), TOLERANCE, ALGEBRA);
    for (Population population : List.of(CENTRED, WITH_MEANS)) {
      assertClose(
          features.average(population, new LabelLaw.IndexProduct(List.of(index, constant), 0.3)),
          features.average(population, LabelLaw.singleIndex(new Index(-3, XI, RELU), 0.3)),
          1e-12);
      Moments alone =
          features.average(population, new LabelLaw.IndexProduct(List.of(constant, constant), 0.5));
      assertThat(alone.labelMean()).isCloseTo(1, within(1e-15));
      assertThat(alone.labelSquare()).isCloseTo(1.25, within(1e-15));
      for (int i = 0; i < K; i++) {
        assertThat(alone.cross()[i]).isCloseTo(alone.mean()[i], within(1e-15));
      }
    }
  }

  /** What the law of products refuses. */
  @Test
  void productsOfTwoOrThree() {
    Index index = new Index(1, XI, RELU);
    for (int count : List.of(1, 4)) {
      assertThatThrownBy(() -> new LabelLaw.IndexProduct(Collections.nCopies(count, index), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 to 3, not " + count);
    }
  }

  /** What a tolerance promises: the result moves by less than it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void keepTheTolerance(String name, Activation g, Population population, Labelling labels) {
    FeatureLaw law = new FeatureLaw.Pointwise(g, 0);
    Moments exact = moments(F, law, 1e-12, population, labels);
    for (double tolerance : List.of(1e-2, 1e-4, 1e-6)) {
      assertClose(moments(F, law, tolerance, population, labels), exact, tolerance);
    }
  }

  /**
   * The Hermite model of degree 3: the moments of its polynomial, plus the noise's variance over k
   * on R's diagonal alone.
   */
  @Test
  void hermiteModel() {
    FeatureLaw law =
        new HermiteFactory()
            .create(
                new HermiteFactory.Config(
                    OptionalInt.of(3), DegreeRule.THEOREM_4, 4, OptionalDouble.empty()),
                Fixtures.ANY)
            .law(TANH, CENTRED, new double[N])
            .orElseThrow();
    Moments actual = moments(F, law, TOLERANCE, CENTRED, single(RELU));
    // h_j = E[He_j(z) tanh(b z)] and E tanh(b z)^2, by the brute force.
    double b = Math.sqrt(N / CENTRED.trace());
    GaussianPair same = new GaussianPair(0, 0, 1, 1, 1);
    double h1 = same.expectation((z, y) -> z * Math.tanh(b * z), none(), none());
    double h3 = same.expectation((z, y) -> (z * z * z - 3 * z) * Math.tanh(b * z), none(), none());
    double square = same.expectation((z, y) -> Math.pow(Math.tanh(b * z), 2), none(), none());
    Activation polynomial =
        new TestActivation(
            "polynomial",
            u -> h1 * u / b + h3 / 6 * (Math.pow(u / b, 3) - 3 * u / b),
            u -> Double.NaN);
    Moments expected = bruteForce(polynomial, CENTRED, law(single(RELU)));
    for (int i = 0; i < K; i++) {
      double noise = (square - h1 * h1 - h3 * h3 / 6) / K;
      expected.second().set(i, i, expected.second().get(i, i) + noise);
    }
    assertClose(actual, expected, 3 * TOLERANCE);
  }

  /** Against 50 000 samples at 5 standard errors, with the labels of the rule itself. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreeWithSamples(String name, Activation g, Population population, Labelling labels) {
    Moments moments = moments(F, new FeatureLaw.Pointwise(g, 0), TOLERANCE, population, labels);
    int m = 50_000;
    Inputs inputs = population.sample(List.of(m), STREAMS.child("sample", 0)).get(0);
    double[] y = labels.label(inputs, STREAMS.stream("noise"));
    Matrix u = Matrix.zeros(m, K);
    ALGEBRA.multiplyTransposed(1, inputs.x(), F, 0, u);
    Sample[][] second = new Sample[K][K];
    Sample[] cross = new Sample[K];
    Sample tau = new Sample();
    Sample error = new Sample();
    double[] w = {0.5, -1, 0.3, 2};
    for (int s = 0; s < m; s++) {
      double prediction = 0;
      for (int i = 0; i < K; i++) {
        double phi = g.value(u.get(s, i)) / Math.sqrt(K);
        prediction += w[i] * phi;
        cross[i] = cross[i] == null ? new Sample() : cross[i];
        cross[i].add(phi * y[s]);
        for (int j = 0; j <= i; j++) {
          second[i][j] = second[i][j] == null ? new Sample() : second[i][j];
          second[i][j].add(phi * g.value(u.get(s, j)) / Math.sqrt(K));
        }
      }
      tau.add(y[s] * y[s]);
      error.add((y[s] - prediction) * (y[s] - prediction) / 2);
    }
    tau.assertMean(moments.labelSquare(), "tau");
    error.assertMean(moments.generalizationError(w, ALGEBRA), "generalization error of w");
    for (int i = 0; i < K; i++) {
      cross[i].assertMean(moments.cross()[i], "r_" + i);
      for (int j = 0; j <= i; j++) {
        second[i][j].assertMean(moments.second().get(i, j), "R_" + i + "," + j);
      }
    }
  }

  /** A sample mean with its standard error. */
  private static final class Sample {
    private int count;
    private double sum;
    private double squares;

    void add(double x) {
      count++;
      sum += x;
      squares += x * x;
    }

    void assertMean(double expected, String what) {
      double mean = sum / count;
      double error = Math.sqrt((squares / count - mean * mean) / count);
      // A label that is +1 or -1 has no variance of its square: rounding is left.
      assertThat(mean).as(what).isCloseTo(expected, within(5 * error + 1e-12));
    }
  }
}

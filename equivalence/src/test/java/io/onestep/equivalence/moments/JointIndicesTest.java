package io.onestep.equivalence.moments;

import static io.onestep.equivalence.Fixtures.dot;
import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.IDENTITY;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Index;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.error.NumericalException;
import io.onestep.equivalence.GaussianPair;
import io.onestep.equivalence.TestActivation;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of functions of correlated Gaussians: here the inputs' coordinates themselves. */
class JointIndicesTest {
  private static final double[] CENTRED = new double[3];

  private static final TestActivation STEP =
      new TestActivation("step", u -> u > 0 ? 1 : 0, u -> 0 * u, 0);

  private static final double[][] COVARIANCE = {{1.5, 0.4, -0.7}, {0.4, 0.8, 0.3}, {-0.7, 0.3, 2}};

  private static List<Index> axes(Activation... links) {
    List<Index> indices = new ArrayList<>();
    for (int r = 0; r < links.length; r++) {
      double[] axis = new double[3];
      axis[r] = 1;
      indices.add(new Index(1, axis, links[r]));
    }
    return indices;
  }

  private static ConditionalComponent component(double[] mean, double[][] covariance) {
    return ConditionalComponent.of(
        new MixtureComponent(1, mean, new DenseCovariance(Matrix.ofRows(covariance))), 0);
  }

  private static JointIndices joint(double[] mean, double[][] covariance, Activation... links) {
    return JointIndices.of(axes(links), component(mean, covariance));
  }

  /** Variances 4 and 0.25. */
  private static JointIndices pair(double m1, double m2, double p, Activation g, Activation h) {
    return joint(
        new double[] {m1, m2, 0}, new double[][] {{4, p, 0}, {p, 0.25, 0}, {0, 0, 1}}, g, h);
  }

  /** E sign(u) sign(v) = (2/pi) asin(p) (Sheppard, 1899). */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-9, 0.1, -0.5, 0.83, 0.85, 0.99, -0.999, 0.999999, -0.9999999999})
  void signsOfCentredProjections(double p) {
    JointIndices.Expansion product = pair(0, 0, p, SIGN, SIGN).product(0);
    assertThat(product.series().mean()).isCloseTo(2 / Math.PI * Math.asin(p), within(1e-10));
    assertThat(product.square()).isCloseTo(1, within(1e-12));
  }

  /** Equal and opposite projections, up to the rounding of a correlation. */
  @Test
  void signsOfOneProjection() {
    double[] xi = {0.3, -1.2, 0.7};
    double[] opposite = {-0.6, 2.4, -1.4};
    List<Index> indices = List.of(new Index(1, xi, SIGN), new Index(1, opposite, SIGN));
    JointIndices joint = JointIndices.of(indices, component(CENTRED, COVARIANCE));
    assertThat(joint.product(3).series().mean()).isCloseTo(-1, within(3e-8));
    assertThat(joint.product(3).square()).isCloseTo(1, within(1e-12));
  }

  /**
   * Means that are not zero: E sign(u) sign(v) = 1 - 2 P(u < 0) - 2 P(v < 0) + 4 P(u, v < 0), with
   * Plackett's integral P(x < h, y < k) = Phi(h) Phi(k) + (1/2 pi) times the integral from 0 to
   * asin p of exp(-(h^2 + k^2 - 2 h k sin t)/(2 cos^2 t)) (Drezner and Wesolowsky, 1990), by Gauss
   * and Legendre's rule on panels that are graded towards asin p.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.2, 0.3",
    "-0.5, 0.4, -0.86",
    "0.3, 0.1, 0.95",
    "1.5, 0.3, 0.9999",
    "0.2, 0.05, 0.999999",
    "2, -0.5, -0.99999"
  })
  void signsOfProjectionsWithMeans(double m1, double m2, double p) {
    double h = -m1 / 2;
    double k = -m2 / 0.5;
    double both = phi(h) * phi(k);
    double end = Math.asin(p);
    double rest = end; // what is left up to asin p
    while (Math.abs(rest) > 1e-9) {
      both +=
          new GaussIntegratorFactory()
                  .legendre(
                      40,
                      Math.min(end - rest, end - rest / 2),
                      Math.max(end - rest, end - rest / 2))
                  .integrate(
                      t ->
                          Math.exp(
                              -(h * h + k * k - 2 * h * k * Math.sin(t))
                                  / (2 * Math.cos(t) * Math.cos(t))))
              * Math.signum(end)
              / (2 * Math.PI);
      rest /= 2;
    }
    double expected = 1 - 2 * phi(h) - 2 * phi(k) + 4 * both;
    assertThat(pair(m1, m2, p, SIGN, SIGN).product(0).series().mean())
        .isCloseTo(expected, within(1e-8));
  }

  private static double phi(double x) {
    return Erf.erfc(-x / Math.sqrt(2)) / 2;
  }

  /**
   * E relu(u) relu(v) = s1 s2 (sin t + (pi - t) cos t)/(2 pi), t = arccos p (Cho and Saul, 2009,
   * degree 1); E relu(u)^2 relu(v)^2 = s1^2 s2^2 (3 sin t cos t + (pi - t)(1 + 2 cos^2 t))/(2 pi),
   * degree 2.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.4, -0.8, 0.97, 0.99999, -0.999})
  void arcCosineKernels(double p) {
    double t = Math.acos(p);
    JointIndices.Expansion product = pair(0, 0, p, RELU, RELU).product(0);
    assertThat(product.series().mean())
        .isCloseTo((Math.sin(t) + (Math.PI - t) * p) / (2 * Math.PI), within(1e-11));
    assertThat(product.square())
        .isCloseTo(
            (3 * Math.sin(t) * p + (Math.PI - t) * (1 + 2 * p * p)) / (2 * Math.PI), within(1e-11));
  }

  /** P(x, y, z > 0) = 1/8 + (asin p12 + asin p13 + asin p23)/(4 pi). */
  @Test
  void orthantOfThree() {
    JointIndices.Expansion product = joint(CENTRED, COVARIANCE, STEP, STEP, STEP).product(4);
    double expected =
        1.0 / 8
            + (Math.asin(0.4 / Math.sqrt(1.5 * 0.8))
                    + Math.asin(-0.7 / Math.sqrt(1.5 * 2))
                    + Math.asin(0.3 / Math.sqrt(0.8 * 2)))
                / (4 * Math.PI);
    assertThat(product.series().mean()).isCloseTo(expected, within(1e-10));
    assertThat(product.square()).as("a step's square").isCloseTo(expected, within(1e-10));
  }

  /**
   * Products of the coordinates themselves, by Isserlis's theorem: E[x y] = c12, E[x y z] = 0,
   * E[x^2 y^2] = s1 s2 + 2 c12^2, E[x^2 y^2 z^2] = s1 s2 s3 + 2 (s1 c23^2 + s2 c13^2 + s3 c12^2) +
   * 8 c12 c13 c23; with a further Gaussian u, E[u x y z] = c1 c23 + c2 c13 + c3 c12 and E[u^2 x y]
   * = s c12 + 2 c1 c2.
   */
  @Test
  void momentsOfCoordinates() {
    double[][] c = COVARIANCE;
    double[] f = {0.4, -0.3, 0.6};
    double[] with = {0, 0, 0};
    for (int i = 0; i < 3; i++) {
      with[i] = dot(c[i], f);
    }
    double s = dot(f, with);
    ConditionalComponent component = component(CENTRED, c);

    JointIndices two = joint(CENTRED, c, IDENTITY, IDENTITY);
    JointIndices.Expansion xy = two.product(3);
    assertThat(xy.series().mean()).isCloseTo(c[0][1], within(1e-13));
    assertThat(xy.square()).isCloseTo(c[0][0] * c[1][1] + 2 * c[0][1] * c[0][1], within(1e-12));
    double[] ofTwo = correlations(two.covariances(axes(IDENTITY, IDENTITY), component), f, s);
    double[] square = {s, 0, s * Math.sqrt(2)}; // u^2 = s (1 + He_2)
    assertThat(xy.series().product(square, ofTwo))
        .isCloseTo(s * c[0][1] + 2 * with[0] * with[1], within(1e-13));

    JointIndices three = joint(CENTRED, c, IDENTITY, IDENTITY, IDENTITY);
    JointIndices.Expansion xyz = three.product(3);
    assertThat(xyz.series().mean()).isCloseTo(0, within(1e-13));
    assertThat(xyz.square())
        .isCloseTo(
            c[0][0] * c[1][1] * c[2][2]
                + 2 * c[0][0] * c[1][2] * c[1][2]
                + 2 * c[1][1] * c[0][2] * c[0][2]
                + 2 * c[2][2] * c[0][1] * c[0][1]
                + 8 * c[0][1] * c[0][2] * c[1][2],
            within(1e-11));
    double[] ofThree =
        correlations(three.covariances(axes(IDENTITY, IDENTITY, IDENTITY), component), f, s);
    double first = with[0] * c[1][2] + with[1] * c[0][2] + with[2] * c[0][1];
    assertThat(xyz.series().product(new double[] {0, Math.sqrt(s)}, ofThree))
        .isCloseTo(first, within(1e-13));
    double slopes = 0;
    for (int i = 0; i < 3; i++) {
      slopes += xyz.series().slope(i) * ofThree[i] * Math.sqrt(s);
    }
    assertThat(slopes).isCloseTo(first, within(1e-13));
    // u^3 = s^(3/2) (He_3 + 3 He_1); E[u^3 x y z] = 3 s E[u x y z] + 6 c1 c2 c3.
    double root = s * Math.sqrt(s);
    double[] cube = {0, 3 * root, 0, root * Math.sqrt(6)};
    assertThat(xyz.series().product(cube, ofThree))
        .isCloseTo(3 * s * first + 6 * with[0] * with[1] * with[2], within(1e-12));
  }

  private static double[] correlations(List<double[]> covariances, double[] f, double square) {
    return covariances.stream().mapToDouble(g -> dot(f, g) / Math.sqrt(square)).toArray();
  }

  /** Means and kinks in general position: {@link GaussianPair}, by brute force. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, -0.9, 0.995})
  void twoLinksByBruteForce(double p) {
    for (Activation g : List.of(RELU, HARD_TANH, TANH)) {
      for (Activation h : List.of(SIGN, HARD_TANH, TANH)) {
        GaussianPair law = new GaussianPair(0.7, -0.2, 2, 0.5, p);
        JointIndices.Expansion product = pair(0.7, -0.2, p, g, h).product(2);
        assertThat(product.series().mean())
            .as("%s %s", g.label(), h.label())
            .isCloseTo(law.product(g, h), within(1e-9));
        assertThat(product.square())
            .isCloseTo(
                law.expectation(
                    (x, y) -> Math.pow(g.value(x) * h.value(y), 2), g.kinks(), h.kinks()),
                within(1e-9));
      }
    }
  }

  /** Coordinates that are uncorrelated: the coefficients are products of those of each. */
  @Test
  void withoutCorrelation() {
    double[] mean = {0.4, -0.2, 0.1};
    double[][] diagonal = {{1, 1e-17, 0}, {1e-17, 2, 0}, {0, 0, 0.5}};
    HermiteSeries series = joint(mean, diagonal, RELU, TANH, HARD_TANH).product(3).series();
    double[][] a = new double[3][];
    Activation[] links = {RELU, TANH, HARD_TANH};
    for (int r = 0; r < 3; r++) {
      double[] scale = {Math.sqrt(diagonal[r][r])};
      a[r] = NeuronCoefficients.of(links[r], new double[] {mean[r]}, scale, 3).a()[0];
    }
    // A unit c picks E[He_q(z_i) Y]/sqrt(q!); a sum over alpha of degree 2 at c = (1, 2, 3)/4.
    double[] c = {0.25, 0.5, 0.75};
    double expected = 0;
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int l = (i + 2) % 3;
      expected += c[i] * c[i] * a[i][2] * a[j][0] * a[l][0];
      expected += Math.sqrt(2) * c[i] * c[j] * a[i][1] * a[j][1] * a[l][0];
    }
    assertThat(series.product(new double[] {0, 0, 1}, c)).isCloseTo(expected, within(1e-13));
  }

  /**
   * High degrees: at a correlation of 1e-12, which goes through nested quadratures, the
   * coefficients are the products that they are without any.
   */
  @Test
  void highDegreesByNestedQuadratures() {
    HermiteSeries nested = pair(0.7, -0.2, 1e-12, RELU, TANH).product(90).series();
    HermiteSeries products = pair(0.7, -0.2, 0, RELU, TANH).product(90).series();
    for (int q = 0; q <= 90; q++) {
      double root = Math.sqrt(binomial(q)); // the largest factor sqrt(q!/alpha!)
      for (int i = 0; i <= q; i++) {
        assertThat(nested.forms()[q][i])
            .as("%d, %d", q, i)
            .isCloseTo(products.forms()[q][i], within(1e-9 * root));
      }
    }
  }

  private static double binomial(int q) {
    double binomial = 1;
    for (int i = 0; i < q / 2; i++) {
      binomial = binomial * (q - i) / (i + 1);
    }
    return binomial;
  }

  /** A third projection that is the sum of two: x y (x + y), its moments by Isserlis's theorem. */
  @Test
  void dependentProjections() {
    List<Index> indices = new ArrayList<>(axes(IDENTITY, IDENTITY));
    indices.add(new Index(1, new double[] {1, 1, 0}, IDENTITY));
    double[][] c = {{1, 0.5, 0}, {0.5, 1, 0}, {0, 0, 1}};
    JointIndices joint = JointIndices.of(indices, component(new double[] {1, 0, 0}, c));
    JointIndices.Expansion product = joint.product(2);
    // With x = 1 + a: E[(1 + a) b (1 + a + b)] = 2 E ab + E b^2.
    assertThat(product.series().mean()).isCloseTo(2 * 0.5 + 1, within(1e-12));
    assertThat(joint.covariances(indices, component(new double[3], c)).get(2)).containsOnly(0.0);
  }

  @Test
  void refusesWhatHasNoMeanSquare() {
    TestActivation explosive = new TestActivation("explosive", u -> Math.exp(u * u * u), u -> 0);
    assertThatThrownBy(() -> pair(0, 0, 0.5, explosive, RELU).product(1))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("explosive");
  }

  @Test
  void seriesHaveACoefficientForEachMonomial() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermiteSeries(2, new double[][] {{1}, {1}}))
        .withMessageContaining("1 coefficients for the 2 monomials of degree 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HermiteSeries(0, new double[][] {{1}}));
  }

  /** The derivative along a part of the correlations, by a central difference. */
  @Test
  void linearisedSeries() {
    HermiteSeries series = joint(CENTRED, COVARIANCE, RELU, TANH, HARD_TANH).product(6).series();
    double[] a = {0.3, 0.5, -0.2, 0.4, 0.1, -0.3, 0.2};
    double[] carried = {0.3, -0.2, 0.4};
    double[] c = {0.35, -0.1, 0.2};
    double step = 1e-5;
    double[] up = new double[3];
    double[] down = new double[3];
    for (int i = 0; i < 3; i++) {
      up[i] = carried[i] + step * (c[i] - carried[i]);
      down[i] = carried[i] - step * (c[i] - carried[i]);
    }
    double slope = (series.product(a, up) - series.product(a, down)) / (2 * step);
    assertThat(series.linearised(a, c, carried))
        .isCloseTo(series.product(a, carried) + slope, within(1e-9));
    assertThat(series.linearised(a, c, c)).isEqualTo(series.product(a, c));
  }
}

package io.onestep.equivalence.moments;

import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.ERF;
import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.TestActivation;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronCoefficientsTest {
  /** The class's own bound, in units of sqrt(E g^2). */
  private static final double ACCURACY = 1e-11;

  private static NeuronCoefficients one(Activation g, double mean, double scale, int degree) {
    return NeuronCoefficients.of(g, new double[] {mean}, new double[] {scale}, degree);
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double distribution(double x) {
    return Erf.erfc(-x / Math.sqrt(2)) / 2;
  }

  /**
   * The coefficients of max(u, 0) at u = m + s z, from its second derivative, a delta: a_0 = m
   * Phi(m/s) + s phi(m/s), a_1 = s Phi(m/s), sqrt(q!) a_q = s He_(q-2)(-m/s) phi(m/s).
   */
  private static double[] relu(double m, double s, int degree) {
    double[] a = new double[degree + 1];
    double t = m / s;
    a[0] = m * distribution(t) + s * density(t);
    a[1] = s * distribution(t);
    double before = 0;
    double he = 1; // He_(q-2)(-t)/sqrt((q-2)!)
    for (int q = 2; q <= degree; q++) {
      a[q] = s * he * density(t) / Math.sqrt(q * (q - 1.0));
      double next = (-t * he - Math.sqrt(q - 2) * before) / Math.sqrt(q - 1);
      before = he;
      he = next;
    }
    return a;
  }

  private static double reluSquare(double m, double s) {
    return (m * m + s * s) * distribution(m / s) + m * s * density(m / s);
  }

  private static void assertClose(
      NeuronCoefficients actual, int neuron, double[] a, double square, String what) {
    for (int q = 0; q < a.length; q++) {
      assertThat(actual.a()[neuron][q])
          .as("a_%d of %s", q, what)
          .isCloseTo(a[q], within(ACCURACY * Math.sqrt(square)));
    }
    assertThat(actual.square()[neuron])
        .as("E g^2 of %s", what)
        .isCloseTo(square, within(ACCURACY * square));
  }

  /** By hand: a_0 = s/sqrt(2 pi), a_1 = s/2, a_2 = s/(2 sqrt(pi)), a_3 = 0, a_4 < 0. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 1, 7})
  void reluByHand(double s) {
    double[] a = one(RELU, 0, s, 5).a()[0];
    assertThat(a[0]).isCloseTo(s / Math.sqrt(2 * Math.PI), within(1e-13 * s));
    assertThat(a[1]).isCloseTo(s / 2, within(1e-13 * s));
    assertThat(a[2]).isCloseTo(s / (2 * Math.sqrt(Math.PI)), within(1e-13 * s));
    assertThat(a[3]).isCloseTo(0, within(1e-13 * s));
    assertThat(a[4]).isCloseTo(-s / Math.sqrt(24 * 2 * Math.PI), within(1e-13 * s));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0.2", "0.7, 1", "-0.7, 0.3", "2, 0.5", "-1, 6"})
  void reluAtAllDegrees(double mean, double scale) {
    for (int degree : List.of(0, 1, 12, 48, NeuronCoefficients.LARGEST_DEGREE)) {
      NeuronCoefficients c = one(RELU, mean, scale, degree);
      assertThat(c.a()[0]).hasSize(degree + 1);
      double[] all = relu(mean, scale, Math.max(2, degree));
      assertClose(
          c,
          0,
          Arrays.copyOf(all, degree + 1),
          reluSquare(mean, scale),
          "relu at degree " + degree);
    }
  }

  /**
   * sign(m + s z), whose derivative is 2 delta: a_0 = erf(m/(s sqrt 2)), sqrt(q!) a_q = 2
   * He_(q-1)(-m/s) phi(m/s), that is sqrt(2/pi) for q = 1 and m = 0.
   */
  private static double[] sign(double m, double s, int degree) {
    double[] a = new double[degree + 1];
    double t = m / s;
    a[0] = Erf.erf(t / Math.sqrt(2));
    double before = 0;
    double he = 1; // He_(q-1)(-t)/sqrt((q-1)!)
    for (int q = 1; q <= degree; q++) {
      a[q] = 2 * he * density(t) / Math.sqrt(q);
      double next = (-t * he - Math.sqrt(q - 1) * before) / Math.sqrt(q);
      before = he;
      he = next;
    }
    return a;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0.01", "0, 300", "0.7, 1", "-0.7, 0.3", "2, 0.5", "-1, 200", "30, 0.5"})
  void signJumps(double mean, double scale) {
    assertThat(sign(0, 1, 1)[1]).isCloseTo(Math.sqrt(2 / Math.PI), within(1e-15));
    for (int degree : List.of(1, 12, NeuronCoefficients.LARGEST_DEGREE)) {
      NeuronCoefficients c = one(SIGN, mean, scale, degree);
      assertClose(c, 0, sign(mean, scale, degree), 1, "sign at degree " + degree);
    }
  }

  /** Many neurons without means: a table, which is constant. */
  @Test
  void signsOfManyNeurons() {
    double[] scales = RandomStreams.of(2).stream("scales").gaussians(200);
    for (int i = 0; i < scales.length; i++) {
      scales[i] = Math.exp(0.2 * scales[i]);
    }
    NeuronCoefficients many = NeuronCoefficients.of(SIGN, new double[200], scales, 12);
    for (int i = 0; i < scales.length; i++) {
      assertClose(many, i, sign(0, scales[i], 12), 1, "sign of neuron " + i);
    }
  }

  /** max(-1, min(1, u)) = -1 + max(u + 1, 0) - max(u - 1, 0): kinks off zero. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0.3", "0, 5", "0.4, 1", "-2.5, 0.8", "1, 0.1"})
  void hardTanh(double mean, double scale) {
    double[] up = relu(mean + 1, scale, 30);
    double[] down = relu(mean - 1, scale, 30);
    for (int q = 0; q < up.length; q++) {
      up[q] -= down[q];
    }
    up[0] -= 1;
    // P(|u| > 1) + E[u^2; |u| < 1].
    double low = (-1 - mean) / scale;
    double high = (1 - mean) / scale;
    double inside = distribution(high) - distribution(low);
    double square =
        1
            - inside
            + (mean * mean + scale * scale) * inside
            + 2 * mean * scale * (density(low) - density(high))
            + scale * scale * (low * density(low) - high * density(high));
    assertClose(one(HARD_TANH, mean, scale, 30), 0, up, square, "hard tanh");
  }

  /** u^3 - 2 u^2 + 1/2 at u = m + s z in He_0, ..., He_3 over sqrt(q!), by hand; 0 beyond. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2.5", "0.6, 0.4", "-1.5, 1"})
  void polynomial(double m, double s) {
    double[] a = new double[20];
    a[0] = m * m * m + 3 * m * s * s - 2 * (m * m + s * s) + 0.5;
    a[1] = s * (3 * m * m + 3 * s * s - 4 * m);
    a[2] = Math.sqrt(2) * s * s * (3 * m - 2);
    a[3] = Math.sqrt(6) * s * s * s;
    double square = a[0] * a[0] + a[1] * a[1] + a[2] * a[2] + a[3] * a[3];
    assertClose(one(CUBIC, m, s, 19), 0, a, square, "cubic");
  }

  /**
   * E erf(m + s (z + t)) = erf(M + c t), c = s/sqrt(1 + 2 s^2), M = m/sqrt(1 + 2 s^2) generates
   * sqrt(q!) a_q: (2/sqrt(pi)) (-1)^(q-1) c^q H_(q-1)(M) exp(-M^2) with the physicists' H. Centred,
   * E erf^2 = (2/pi) arcsin(2 s^2/(1 + 2 s^2)).
   */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0.2", "0, 4", "0.5, 1", "-1.2, 0.6"})
  void erf(double m, double s) {
    double root = Math.sqrt(1 + 2 * s * s);
    double c = s / root;
    double shifted = m / root;
    NeuronCoefficients coefficients = one(ERF, m, s, 25);
    double[] a = coefficients.a()[0];
    assertThat(a[0]).isCloseTo(Erf.erf(shifted), within(ACCURACY));
    double before = 0;
    double h = 1;
    double factor = 2 / Math.sqrt(Math.PI) * Math.exp(-shifted * shifted);
    for (int q = 1; q <= 25; q++) {
      factor *= c / Math.sqrt(q);
      double expected = (q % 2 == 1 ? 1 : -1) * factor * h;
      assertThat(a[q]).as("a_%d", q).isCloseTo(expected, within(ACCURACY));
      double next = 2 * shifted * h - 2 * (q - 1) * before;
      before = h;
      h = next;
    }
    if (m == 0) {
      double square = 2 / Math.PI * Math.asin(2 * s * s / (1 + 2 * s * s));
      assertThat(coefficients.square()[0]).isCloseTo(square, within(ACCURACY * square));
    }
  }

  /** exp: a_q = s^q exp(m + s^2/2)/sqrt(q!), E exp(2u) = exp(2m + 2 s^2). */
  @Test
  void exponential() {
    Activation exp = new TestActivation("exp", Math::exp, Math::exp);
    double[] a = new double[13];
    double power = Math.exp(0.3 + 0.32);
    for (int q = 0; q < a.length; q++) {
      a[q] = power;
      power *= 0.8 / Math.sqrt(q + 1);
    }
    assertClose(one(exp, 0.3, 0.8, 12), 0, a, Math.exp(0.6 + 1.28), "exp");
  }

  /** Parseval: for a smooth function sum_q a_q^2 tends to E g^2. */
  @Test
  void coefficientsExhaustTheSquare() {
    NeuronCoefficients c = one(TANH, 0.3, 0.8, 96);
    assertThat(LabelMoments.dot(c.a()[0], c.a()[0])).isCloseTo(c.square()[0], within(1e-9));
  }

  /** More than 64 neurons: a table over s. Against a quadrature for each neuron. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-4, 0.3, 1.2, 2.8, 4})
  void table(double logRange) {
    double[] scales = RandomStreams.of(1).stream("scales").doubles(100).toArray();
    for (int i = 0; i < scales.length; i++) {
      scales[i] = 0.4 * Math.exp(logRange * scales[i]);
    }
    for (Activation g : List.of(RELU, TANH, HARD_TANH, ERF, CUBIC)) {
      NeuronCoefficients table = NeuronCoefficients.of(g, new double[100], scales, 24);
      for (int i = 0; i < scales.length; i += 19) {
        NeuronCoefficients single = one(g, 0, scales[i], 24);
        for (int q = 0; q <= 24; q++) {
          // The table's check between its nodes allows 1e-11.
          assertThat(table.a()[i][q])
              .as("%s, a_%d at s = %s", g.label(), q, scales[i])
              .isCloseTo(single.a()[0][q], within(1e-10 * Math.sqrt(single.square()[0])));
        }
        assertThat(table.square()[i])
            .isCloseTo(single.square()[0], within(1e-10 * single.square()[0]));
      }
    }
  }

  /** Many neurons with means of their own: no table; against the closed form. */
  @Test
  void manyMeans() {
    double[] means = RandomStreams.of(2).stream("means").gaussians(80);
    double[] scales = RandomStreams.of(2).stream("scales").doubles(80).toArray();
    for (int i = 0; i < 80; i++) {
      scales[i] += 0.5;
    }
    NeuronCoefficients c = NeuronCoefficients.of(RELU, means, scales, 12);
    for (int i = 0; i < 80; i++) {
      double square = reluSquare(means[i], scales[i]);
      assertClose(c, i, relu(means[i], scales[i], 12), square, "relu of neuron " + i);
    }
  }

  @Test
  void needsAFiniteSquare() {
    Activation fast = new TestActivation("fast", u -> Math.exp(5 * u * u), u -> u);
    assertThatThrownBy(() -> one(fast, 0, 3, 4))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("E[g(u)^2] of the activation fast");
  }

  /**
   * A step of width 1 in u is one of width 1/s in z. Integrals over u of the derivative tanh' and
   * of 1 - tanh^2 are both 2, and the density is constant there up to (1/s)^2: sqrt(q!) a_q = 2
   * He_(q-1)(-m/s) phi(m/s) and E tanh^2 = 1 - 2 phi(m/s)/s.
   */
  @ParameterizedTest
  @CsvSource({"0, 1e4", "0.7e4, 1e4", "0, 1e8", "-1.3e8, 1e8", "0, 1e15"})
  void steepStepsAreSeen(double mean, double scale) {
    double t = mean / scale;
    NeuronCoefficients coefficients = one(TANH, mean, scale, 3);
    double[] a = coefficients.a()[0];
    double curvature = 10 / (scale * scale);
    assertThat(a[0]).isCloseTo(2 * distribution(t) - 1, within(1e-13 + curvature));
    assertThat(a[1]).isCloseTo(2 * density(t), within(1e-13 + curvature));
    assertThat(a[2]).isCloseTo(-2 * t * density(t) / Math.sqrt(2), within(1e-13 + curvature));
    assertThat(a[3])
        .isCloseTo(2 * (t * t - 1) * density(t) / Math.sqrt(6), within(1e-13 + curvature));
    assertThat(coefficients.square()[0])
        .isCloseTo(1 - 2 * density(t) / scale, within(1e-13 + curvature));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "Infinity, 1", "0, NaN", "0, Infinity"})
  void whatHasOverflownIsSaid(double mean, double scale) {
    assertThatThrownBy(() -> one(TANH, mean, scale, 3))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("mean " + mean + " and standard deviation " + scale);
  }
}

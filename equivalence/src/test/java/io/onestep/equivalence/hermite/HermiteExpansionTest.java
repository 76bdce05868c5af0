package io.onestep.equivalence.hermite;

import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.ERF;
import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.IDENTITY;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.NumericalException;
import io.onestep.equivalence.TestActivation;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Erf;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HermiteExpansionTest {
  private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

  /**
   * From relu'' = delta: h_j = b He_{j-2}(0) / sqrt(2 pi), with He_2m(0) = (-1)^m (2m - 1)!!; h_0 =
   * b / sqrt(2 pi), h_1 = b / 2.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.05, 0.7, 3})
  void relu(double b) {
    HermiteExpansion expansion = HermiteExpansion.of(RELU, 0, b, 20);
    double[] h = expansion.coefficients();
    assertThat(h[0]).isCloseTo(b / SQRT_2_PI, within(1e-15 * b));
    assertThat(h[1]).isCloseTo(b / 2, within(1e-15 * b));
    double heAt0 = 1;
    for (int j = 2; j <= 20; j++) {
      double expected = j % 2 == 0 ? b * heAt0 / SQRT_2_PI : 0;
      assertThat(h[j]).as("h_%d", j).isCloseTo(expected, within(1e-14 * b * sqrtFactorial(j)));
      heAt0 *= j % 2 == 0 ? 1 - j : 1;
    }
    assertThat(expansion.noiseVariance() + explained(h))
        .isCloseTo(b * b / 2, within(1e-14 * b * b));
  }

  /** E relu(z)^2 = 1/2, so at degree 2: h*^2 = 1/2 - 1/(2 pi) - 1/4 - 1/(4 pi) = 1/4 - 3/(4 pi). */
  @Test
  void noiseOfRelu() {
    assertThat(HermiteExpansion.of(RELU, 0, 1, 2).noiseVariance())
        .isCloseTo(0.25 - 0.75 / Math.PI, within(1e-14));
  }

  /**
   * From sign' = 2 delta: h_j = 2 He_{j-1}(0)/sqrt(2 pi) whatever b, sqrt(2/pi) for j = 1; at
   * degree 3 they leave h*^2 = 1 - (2/pi)(1 + 1/6).
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.05, 0.7, 300})
  void sign(double b) {
    HermiteExpansion expansion = HermiteExpansion.of(SIGN, 0, b, 15);
    double[] h = expansion.coefficients();
    double heAt0 = 1;
    for (int j = 1; j <= 15; j++) {
      double expected = j % 2 == 1 ? 2 * heAt0 / SQRT_2_PI : 0;
      assertThat(h[j]).as("h_%d", j).isCloseTo(expected, within(1e-14 * sqrtFactorial(j)));
      heAt0 *= j % 2 == 1 ? -j : 1;
    }
    assertThat(h[0]).isCloseTo(0, within(1e-14));
    assertThat(HermiteExpansion.of(SIGN, 0, b, 3).noiseVariance())
        .isCloseTo(1 - 7 / (3 * Math.PI), within(1e-14));
  }

  /**
   * E erf(b (z + t)) = erf(c t) with c = b / sqrt(1 + 2 b^2) generates h_j / j!; E erf(b z)^2 = (2
   * / pi) arcsin(2 b^2 / (1 + 2 b^2)).
   */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.1, 0.7, 4})
  void erf(double b) {
    HermiteExpansion expansion = HermiteExpansion.of(ERF, 0, b, 15);
    double[] h = expansion.coefficients();
    double c = b / Math.sqrt(1 + 2 * b * b);
    for (int j = 0; j <= 15; j++) {
      int m = (j - 1) / 2;
      double series =
          (m % 2 == 0 ? 1 : -1) * Math.pow(c, j) / (CombinatoricsUtils.factorialDouble(m) * j);
      double expected =
          j % 2 == 0 ? 0 : 2 / Math.sqrt(Math.PI) * series * CombinatoricsUtils.factorialDouble(j);
      assertThat(h[j]).as("h_%d", j).isCloseTo(expected, within(1e-14 * sqrtFactorial(j)));
    }
    double square = 2 / Math.PI * Math.asin(2 * b * b / (1 + 2 * b * b));
    assertThat(expansion.noiseVariance() + explained(h)).isCloseTo(square, within(1e-14));
  }

  /** For exp the coefficients are all h_j = b^j exp(mean + b^2 / 2). */
  @Test
  void exponential() {
    Activation exp = new TestActivation("exp", Math::exp, Math::exp);
    double b = 0.8;
    double[] h = HermiteExpansion.of(exp, 0.3, b, 12).coefficients();
    double rootSquare = Math.exp(0.3 + b * b);
    for (int j = 0; j <= 12; j++) {
      double expected = Math.pow(b, j) * Math.exp(0.3 + b * b / 2);
      assertThat(h[j]).isCloseTo(expected, within(1e-14 * rootSquare * sqrtFactorial(j)));
    }
  }

  /** (m + b z)^3 - 2 (m + b z)^2 + 1/2 in He_0, ..., He_3, by hand; nothing is left. */
  @Test
  void polynomialIsExact() {
    double m = 0.4;
    double b = 1.3;
    HermiteExpansion expansion = HermiteExpansion.of(CUBIC, m, b, 5);
    double[] expected = {
      m * m * m + 3 * m * b * b - 2 * (m * m + b * b) + 0.5,
      3 * m * m * b + 3 * b * b * b - 4 * m * b,
      2 * (3 * m * b * b - 2 * b * b),
      6 * b * b * b,
      0,
      0
    };
    for (int j = 0; j <= 5; j++) {
      assertThat(expansion.coefficients()[j]).as("h_%d", j).isCloseTo(expected[j], within(1e-12));
    }
    assertThat(expansion.noiseVariance()).isZero();
  }

  @Test
  void polynomialOfHigherDegreeLeavesItsLastTerm() {
    // The coefficient h_3 = 6 b^3 leaves h_3^2 / 3! = 6 b^6.
    assertThat(HermiteExpansion.of(CUBIC, 0, 0.9, 2).noiseVariance())
        .isCloseTo(6 * Math.pow(0.9, 6), within(1e-13));
  }

  @Test
  void identityIsLinear() {
    HermiteExpansion expansion = HermiteExpansion.of(IDENTITY, 0, 0.7, 1);
    assertThat(expansion.coefficients()[0]).isCloseTo(0, within(1e-15));
    assertThat(expansion.coefficients()[1]).isCloseTo(0.7, within(1e-15));
    assertThat(expansion.noiseVariance()).isZero();
  }

  @Test
  void constantIsOfDegreeZero() {
    HermiteExpansion expansion =
        HermiteExpansion.of(new TestActivation("two", u -> 2, u -> 0), 0, 1, 0);
    assertThat(expansion.coefficients()).hasSize(1);
    assertThat(expansion.coefficients()[0]).isCloseTo(2, within(1e-14));
    assertThat(expansion.noiseVariance()).isZero();
  }

  /**
   * Parseval: the coefficients of all degrees sum to E sigma^2; those of a smooth one do so fast.
   */
  @Test
  void sumRule() {
    double b = 0.7;
    double step = 1.0 / 64;
    double square = 0; // by the trapezoidal rule; the poles are so far away that it is exact
    for (double z = -12; z <= 12; z += step) {
      square += step * Math.exp(-z * z / 2) / SQRT_2_PI * Math.pow(Math.tanh(0.2 + b * z), 2);
    }
    double before = 1;
    for (int degree : new int[] {1, 5, 11, 21, 61}) {
      HermiteExpansion expansion = HermiteExpansion.of(TANH, 0.2, b, degree);
      assertThat(expansion.noiseVariance()).isLessThan(before / 3);
      before = expansion.noiseVariance();
    }
    assertThat(before).isLessThan(1e-8);
    assertThat(explained(HermiteExpansion.of(TANH, 0.2, b, 61).coefficients()))
        .isCloseTo(square, within(1e-8));
  }

  /** With a mean and two kinks, against Gauss-Legendre rules of 80 nodes on the three pieces. */
  @Test
  void kinksAndMean() {
    double mean = -0.6;
    double b = 1.7;
    double[] h = HermiteExpansion.of(HARD_TANH, mean, b, 3).coefficients();
    double[] ends = {-13, (-1 - mean) / b, (1 - mean) / b, 13};
    double[] expected = new double[4];
    for (int piece = 0; piece < 3; piece++) {
      GaussIntegrator fine =
          new GaussIntegratorFactory().legendre(80, ends[piece], ends[piece + 1]);
      for (int j = 0; j < 4; j++) {
        int degree = j;
        expected[j] +=
            fine.integrate(
                z ->
                    Math.exp(-z * z / 2)
                        / SQRT_2_PI
                        * HARD_TANH.value(mean + b * z)
                        * new double[] {1, z, z * z - 1, z * (z * z - 3)}[degree]);
      }
    }
    assertThat(h).containsExactly(expected, within(1e-14));
  }

  /** A steep argument: P(u > 0) for a normal u with a standard deviation of 1000. */
  @Test
  void steepActivation() {
    Activation sigmoid =
        new TestActivation("sigmoid", u -> 1 / (1 + Math.exp(-u)), u -> Double.NaN);
    double[] h = HermiteExpansion.of(sigmoid, 500, 1000, 0).coefficients();
    // sigmoid(u) is P(logistic < u); with variance pi^2 / 3 added to 10^6 the next cumulant is
    // negligible: relative size 1e-12.
    double expected = Erf.erfc(-500 / Math.sqrt(2 * (1e6 + Math.PI * Math.PI / 3))) / 2;
    assertThat(h[0]).isCloseTo(expected, within(1e-11));
  }

  /** Powers of z by Horner's rule against the three-term recurrence of the He_j. */
  @Test
  void monomials() {
    double[] h = HermiteExpansion.of(RELU, 0, 1, 20).coefficients();
    double[] monomials = new HermiteExpansion(h, 0).monomials();
    for (double z = -6; z <= 6; z += 0.25) {
      double sum = 0;
      double scale = 0;
      double before = 0;
      double he = 1;
      for (int j = 0; j <= 20; j++) {
        double factorial = CombinatoricsUtils.factorialDouble(j);
        sum += h[j] / factorial * he;
        scale = Math.max(scale, Math.abs(h[j]) / Math.sqrt(factorial));
        double next = z * he - j * before;
        before = he;
        he = next;
      }
      double horner = 0;
      for (int i = 20; i >= 0; i--) {
        horner = horner * z + monomials[i];
      }
      // The size of He_j / sqrt(j!) is exp(z^2 / 4); Horner's rule may lose e^10 = 22 000 epsilons.
      assertThat(horner).isCloseTo(sum, within(1e-11 * scale * Math.exp(z * z / 4)));
    }
  }

  /** He_5 = z^5 - 10 z^3 + 15 z, He_4 = z^4 - 6 z^2 + 3. */
  @Test
  void monomialsOfHermitePolynomials() {
    assertThat(new HermiteExpansion(new double[] {0, 0, 0, 0, 24, 120}, 0).monomials())
        .containsExactly(3, 15, -6, -10, 1, 1);
  }

  @Test
  void isImmutable() {
    double[] h = {1, 2};
    HermiteExpansion expansion = new HermiteExpansion(h, 0);
    h[0] = 5;
    expansion.coefficients()[1] = 5;
    assertThat(expansion.coefficients()).containsExactly(1, 2);
    assertThat(expansion.degree()).isEqualTo(1);
  }

  @Test
  void refusesWhatHasNoExpansion() {
    Activation steep = new TestActivation("steep", u -> Math.exp(u * u), u -> Double.NaN);
    assertThatThrownBy(() -> HermiteExpansion.of(steep, 0, 3, 1))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("steep");
    assertThatThrownBy(() -> HermiteExpansion.of(RELU, 0, 1, -1)).hasMessageContaining("degree");
    assertThatThrownBy(() -> HermiteExpansion.of(RELU, 0, 0, 1)).hasMessageContaining("scale");
    assertThatThrownBy(() -> HermiteExpansion.of(RELU, Double.NaN, 1, 1))
        .hasMessageContaining("mean");
    assertThatThrownBy(() -> new HermiteExpansion(new double[] {1}, -1))
        .hasMessageContaining("noiseVariance");
  }

  private static double sqrtFactorial(int j) {
    return Math.sqrt(CombinatoricsUtils.factorialDouble(j));
  }

  private static double explained(double[] h) {
    double sum = 0;
    for (int j = 0; j < h.length; j++) {
      sum += h[j] * h[j] / CombinatoricsUtils.factorialDouble(j);
    }
    return sum;
  }
}

package io.onestep.equivalence.quadrature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianQuadratureTest {
  private static final double PERCENT = 100;
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  /** E z^(2p) = (2p - 1)!! = 1 3 5 ... (2p - 1). */
  @Test
  void momentsAreDoubleFactorials() {
    GaussianQuadrature quadrature = GaussianQuadrature.of(1);
    double expected = 1;
    for (int p = 0; p <= 20; p++) {
      int power = 2 * p;
      assertThat(quadrature.expectation(z -> Math.pow(z, power)))
          .isCloseTo(expected, withinPercentage(1e-14 * PERCENT));
      expected *= 2 * p + 1;
    }
  }

  @Test
  void oddMomentsVanish() {
    GaussianQuadrature quadrature = GaussianQuadrature.of(1, 0.3, -0.2);
    for (int p = 1; p < 20; p += 2) {
      int power = p;
      double scale = quadrature.expectation(z -> Math.pow(Math.abs(z), power));
      assertThat(quadrature.expectation(z -> Math.pow(z, power)))
          .isCloseTo(0, within(1e-14 * scale));
    }
  }

  /** E max(0, z - t) = density(t) - t P(z > t). */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, -0.7, 2.345, -4, 6.5, 12.5, -12.9})
  void aKinkCostsNoAccuracy(double t) {
    GaussianQuadrature quadrature = GaussianQuadrature.of(1, t);
    double expected = DENSITY_AT_0 * Math.exp(-t * t / 2) - t * Erf.erfc(t / Math.sqrt(2)) / 2;
    assertThat(quadrature.expectation(z -> Math.max(0, z - t)))
        .isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(t))));
  }

  /** A jump is a kink too: P(-0.5 < z < 1.5) by the error function. */
  @Test
  void severalKinksInAnyOrder() {
    GaussianQuadrature quadrature = GaussianQuadrature.of(1, 1.5, -0.5, 1.5, 40);
    double expected = (Erf.erf(1.5 / Math.sqrt(2)) + Erf.erf(0.5 / Math.sqrt(2))) / 2;
    assertThat(quadrature.expectation(z -> z > -0.5 && z < 1.5 ? 1 : 0))
        .isCloseTo(expected, within(1e-14));
  }

  /**
   * Against the trapezoidal rule for functions with poles at the resolution's distance d from the
   * real line, where its error is about exp(-2 pi d / step), at most 1e-34.
   */
  @ParameterizedTest
  @ValueSource(doubles = {4, 1, 0.25, 0.05})
  void resolvesWhatItSays(double resolution) {
    DoubleUnaryOperator g =
        z -> Math.cos(z) / (1 + (z - 0.4) * (z - 0.4) / (resolution * resolution));
    double step = 1.0 / 256;
    double expected = 0;
    for (double z = -13; z <= 13; z += step) {
      expected += step * DENSITY_AT_0 * Math.exp(-z * z / 2) * g.applyAsDouble(z);
    }
    assertThat(GaussianQuadrature.of(resolution).expectation(g)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void nodesAscendAndWeightsSumToOne() {
    GaussianQuadrature quadrature = GaussianQuadrature.of(1, 0, 0.123);
    double[] nodes = quadrature.nodes();
    double[] weights = quadrature.weights();
    for (int i = 1; i < nodes.length; i++) {
      assertThat(nodes[i]).isGreaterThan(nodes[i - 1]);
    }
    assertThat(nodes).doesNotContain(0, 0.123);
    assertThat(Arrays.stream(weights)).hasSize(nodes.length).allMatch(weight -> weight > 0);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-14));
  }

  @Test
  void isImmutable() {
    GaussianQuadrature quadrature = GaussianQuadrature.of(1);
    Arrays.fill(quadrature.nodes(), 0);
    Arrays.fill(quadrature.weights(), 0);
    assertThat(quadrature.expectation(z -> z * z)).isCloseTo(1, within(1e-14));
  }

  @Test
  void refusesWhatIsNoRule() {
    assertThatThrownBy(() -> GaussianQuadrature.of(0)).hasMessageContaining("resolution is 0.0");
    assertThatThrownBy(() -> GaussianQuadrature.of(1, Double.NaN)).hasMessageContaining("NaN");
  }

  /**
   * An activation of an argument with any mean and standard deviation s, to both sides of where the
   * panels change: E erf(m + s z) = erf(m / sqrt(1 + 2 s^2)), E[z erf(m + s z)] = 2 s / sqrt(pi (1
   * + 2 s^2)) exp(-m^2 / (1 + 2 s^2)), and for m = 0 E erf(s z)^2 = (2 / pi) asin(2 s^2 / (1 + 2
   * s^2)).
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.7, 1, 3, 8.1, 15.9, 16, 16.1, 40, 64.5, 1e3, 1e6, 1e9, 1e20})
  void stepsAreResolvedHoweverSteep(double s) {
    for (double m : new double[] {0, 0.3 * s, -2.1 * s, 3}) {
      GaussianQuadrature quadrature =
          GaussianQuadrature.of(GaussianQuadrature.resolution(s), GaussianQuadrature.cuts(m, s));
      double variance = 1 + 2 * s * s;
      assertThat(quadrature.expectation(z -> Erf.erf(m + s * z)))
          .as("mean of erf at m = " + m)
          .isCloseTo(Erf.erf(m / Math.sqrt(variance)), within(2e-14));
      assertThat(quadrature.expectation(z -> z * Erf.erf(m + s * z)))
          .as("slope of erf at m = " + m)
          .isCloseTo(
              2 * s / Math.sqrt(Math.PI * variance) * Math.exp(-m * m / variance), within(2e-14));
    }
    GaussianQuadrature quadrature =
        GaussianQuadrature.of(GaussianQuadrature.resolution(s), GaussianQuadrature.cuts(0, s));
    double ratio = 2 * s * s / (1 + 2 * s * s);
    // asin loses half of the digits at 1.
    assertThat(quadrature.expectation(z -> Erf.erf(s * z) * Erf.erf(s * z)))
        .isCloseTo(2 / Math.PI * Math.asin(ratio), within(ratio > 0.99 ? 3e-8 : 2e-14));
  }

  /** Few enough for thousands of neurons: 26 panels and some for each doubling. */
  @Test
  void steepStepsTakeFewNodes() {
    double s = 1e9;
    int nodes =
        GaussianQuadrature.of(GaussianQuadrature.resolution(s), GaussianQuadrature.cuts(0, s))
            .nodes()
            .length;
    assertThat(nodes).isLessThan(16 * (26 + 2 * 32));
  }
}

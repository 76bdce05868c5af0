package io.onestep.equivalence;

import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.IDENTITY;
import static io.onestep.equivalence.TestActivation.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other tests' brute force against closed forms. */
class GaussianPairTest {
  /** E[x y] = mean mean + cov; E[x^3 - 2 x^2 + 1/2] y by Isserlis' theorem. */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.6, 0, 0.3, 0.999, 1})
  void polynomials(double p) {
    GaussianPair pair = new GaussianPair(0.4, -0.7, 1.3, 0.5, p);
    double cov = p * 1.3 * 0.5;
    assertThat(pair.product(IDENTITY, IDENTITY)).isCloseTo(-0.28 + cov, within(1e-12));
    double square = 0.16 + 1.69;
    double cube = 0.064 + 3 * 0.4 * 1.69;
    // E[x^2 y] = E[x^2] m_y + 2 m_x cov, E[x^3 y] = E[x^3] m_y + 3 E[x^2] cov.
    double expected =
        cube * -0.7 + 3 * square * cov - 2 * (square * -0.7 + 2 * 0.4 * cov) - 0.5 * 0.7;
    assertThat(pair.product(CUBIC, IDENTITY)).isCloseTo(expected, within(1e-11));
  }

  /** The arc-cosine kernel (Cho and Saul, 2009). */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.6, 0, 0.3, 0.999, 1})
  void relu(double p) {
    double kernel =
        (Math.sqrt(1 - p * p) + p * (Math.PI - Math.acos(p))) / (2 * Math.PI) * 1.3 * 0.5;
    assertThat(new GaussianPair(0, 0, 1.3, 0.5, p).product(RELU, RELU))
        .isCloseTo(kernel, within(1e-12));
  }

  /** Bounded functions of independent numbers: a product of expectations, here 0 by oddness. */
  @Test
  void independent() {
    assertThat(new GaussianPair(0, 0.3, 2, 2, 0).product(HARD_TANH, RELU))
        .isCloseTo(0, within(1e-13));
  }
}

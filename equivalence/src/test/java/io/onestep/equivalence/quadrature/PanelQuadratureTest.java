package io.onestep.equivalence.quadrature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PanelQuadratureTest {
  /** The integral of |u - 1|^3 from -2 to 3: (3^4 + 2^4) / 4. */
  @Test
  void kinkedPolynomialIsExact() {
    PanelQuadrature quadrature = PanelQuadrature.of(-2, 3, 0.7, 1, 8);
    assertThat(integral(quadrature, u -> Math.pow(Math.abs(u - 1), 3)))
        .isCloseTo(97.0 / 4, within(1e-13));
  }

  /** The integral of 1 / (1 + u^2), whose poles are at distance 1, from -20 to 20: 2 arctan 20. */
  @Test
  void analyticFunctionIsExactToRounding() {
    assertThat(integral(PanelQuadrature.of(-20, 20, 1), u -> 1 / (1 + u * u)))
        .isCloseTo(2 * Math.atan(20), within(1e-14));
  }

  @Test
  void noPanelIsLongerThanAllowed() {
    assertThat(PanelQuadrature.of(0, 1, 0.4).nodes()).hasSize(3 * 16);
    assertThat(PanelQuadrature.of(0, 1, 0.4, 0.5).nodes()).hasSize(4 * 16);
  }

  @Test
  void refusesWhatIsNoInterval() {
    assertThatThrownBy(() -> PanelQuadrature.of(1, 1, 1)).hasMessageContaining("from 1.0 to 1.0");
    assertThatThrownBy(() -> PanelQuadrature.of(0, 1, 0)).hasMessageContaining("length 0.0");
    assertThatThrownBy(() -> PanelQuadrature.of(0, Double.POSITIVE_INFINITY, 1))
        .hasMessageContaining("Infinity");
    assertThatThrownBy(() -> PanelQuadrature.of(0, 1, 1, Double.NaN)).hasMessageContaining("NaN");
  }

  private static double integral(PanelQuadrature quadrature, DoubleUnaryOperator f) {
    double[] nodes = quadrature.nodes();
    double[] weights = quadrature.weights();
    double[] terms = Arrays.stream(nodes).map(f).toArray();
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      sum += weights[i] * terms[i];
    }
    return sum;
  }
}

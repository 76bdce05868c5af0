package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.InvalidValueException;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import java.util.Collections;
import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.hipparchus.analysis.polynomials.PolynomialsUtils;
import org.hipparchus.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class HermiteTest extends ActivationContract {
  private final Activation sigma = hermite(1.0, 2.0, -3.0, 0.5, 0.0, 0.25);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("hermite(1, 2, -3, 0.5, 0, 0.25)");
  }

  private static Activation hermite(Double... coefficients) {
    return new HermiteFactory().create(new HermiteFactory.Config(List.of(coefficients)), Point.ANY);
  }

  /** Source: the polynomials He_0 to He_5 written out (Abramowitz and Stegun, table 22.13). */
  @Test
  void isTheSumOfTheFirstPolynomials() {
    for (double u = -4; u <= 4; u += 0.125) {
      double he2 = u * u - 1;
      double he3 = u * u * u - 3 * u;
      double he5 = Math.pow(u, 5) - 10 * Math.pow(u, 3) + 15 * u;
      double sum = 1 + 2 * u - 3.0 / 2 * he2 + 0.5 / 6 * he3 + 0.25 / 120 * he5;
      assertThat(sigma.value(u)).isCloseTo(sum, within(1e-13));
    }
  }

  /**
   * c_j = E[He_j(z) sigma(z)] by Hipparchus's Gauss-Hermite rule of 40 nodes, exact for polynomials
   * up to degree 79. He_j are Hipparchus's physicists' polynomials: He_j(z) = 2^(-j/2) H_j(z/sqrt
   * 2).
   */
  @Test
  void hasTheGivenHermiteCoefficients() {
    Double[] coefficients = new Double[21];
    for (int j = 0; j <= 20; j++) {
      coefficients[j] = 1.0 / (1 + j) - 0.3;
    }
    Activation twenty = hermite(coefficients);
    GaussIntegrator hermite = new GaussIntegratorFactory().hermite(40);
    for (int j = 0; j <= 20; j++) {
      PolynomialFunction physicists = PolynomialsUtils.createHermitePolynomial(j);
      double scale = Math.pow(2, -j / 2.0);
      double norm = Math.sqrt(CombinatoricsUtils.factorialDouble(j));
      double moment =
          hermite.integrate(
                  t -> scale * physicists.value(t) * twenty.value(Math.sqrt(2) * t) / norm)
              / Math.sqrt(Math.PI);
      assertThat(moment).as("c_%s / sqrt(j!)", j).isCloseTo(coefficients[j] / norm, within(1e-9));
    }
  }

  /**
   * He_j' = j He_(j-1): the derivative's coefficients are those of the function, shifted by one.
   */
  @Test
  void hasShiftedCoefficientsInItsDerivative() {
    Activation derivative = hermite(2.0, -3.0, 0.5, 0.0, 0.25);
    for (double u = -4; u <= 4; u += 0.125) {
      assertThat(sigma.derivative(u)).isCloseTo(derivative.value(u), within(1e-13));
    }
  }

  @Test
  void takesConstants() {
    Activation three = hermite(3.0);
    assertThat(three.value(-7)).isEqualTo(3);
    assertThat(three.derivative(-7)).isZero();
    assertThat(three.value(Double.NaN)).isNaN();
    assertThat(three.label()).isEqualTo("hermite(3)");
  }

  @Test
  void hasThePolynomialsLimits() {
    assertThat(sigma.value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sigma.value(-1e300)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sigma.derivative(-1e300)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sigma.value(1e-300)).isEqualTo(sigma.value(0));
  }

  @Test
  void refusesListsThatAreNoPolynomial() {
    assertThatThrownBy(() -> hermite())
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("1 to 21");
    assertThatThrownBy(() -> hermite(Collections.nCopies(22, 1.0).toArray(Double[]::new)))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> hermite(1.0, Double.NaN)).isInstanceOf(InvalidValueException.class);
  }
}

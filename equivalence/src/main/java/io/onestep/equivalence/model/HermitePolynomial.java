package io.onestep.equivalence.model;

import io.onestep.api.activation.Activation;
import io.onestep.equivalence.hermite.HermiteExpansion;
import org.hipparchus.analysis.polynomials.PolynomialFunction;

/**
 * {@code sum_{j<=p} (h_j / j!) He_j(u / b)} as an activation.
 *
 * @param label its name
 * @param value the polynomial in powers of u
 * @param slope its derivative
 */
record HermitePolynomial(String label, PolynomialFunction value, PolynomialFunction slope)
    implements Activation {
  static HermitePolynomial of(HermiteExpansion expansion, double b, String label) {
    double[] coefficients = expansion.monomials();
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] *= Math.pow(b, -i);
    }
    PolynomialFunction value = new PolynomialFunction(coefficients);
    return new HermitePolynomial(label, value, value.polynomialDerivative());
  }

  @Override
  public double value(double u) {
    return value.value(u);
  }

  @Override
  public double derivative(double u) {
    return slope.value(u);
  }
}

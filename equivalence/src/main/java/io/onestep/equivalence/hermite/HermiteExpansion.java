package io.onestep.equivalence.hermite;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.NumericalException;
import io.onestep.api.parameter.Range;
import io.onestep.equivalence.quadrature.GaussianQuadrature;
import java.util.Arrays;
import org.hipparchus.analysis.polynomials.PolynomialsUtils;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * The expansion of an activation of a normal variable, g(z) = sigma(mean + scale z) with z ~ N(0,
 * 1), in Hermite polynomials up to a degree p, and the variance of what they leave (Demir and
 * Dogan, section 4): {@code g(z) ~ sum_{j<=p} (h_j / j!) He_j(z) + h* z'}.
 *
 * @param coefficients h_j = E[He_j(z) g(z)] for j = 0, ..., p
 * @param noiseVariance {@code h*^2 = E[g(z)^2] - sum_{j<=p} h_j^2 / j!}, at least 0
 */
public record HermiteExpansion(double[] coefficients, double noiseVariance) {
  /**
   * Share of E[g^2] below which h*^2 is rounding. What a polynomial activation leaves is about
   * 1e-30; noise of this size would change features by 1e-13.
   */
  private static final double ROUNDING = 1e-26;

  private static final Range DEGREE = Range.parse("[0, 150]");
  private static final Range SCALE = Range.parse("(0, 1e4]");

  /** Copies the coefficients; validates that there are some and that the variance is one. */
  public HermiteExpansion {
    coefficients = coefficients.clone();
    DEGREE.require("degree", coefficients.length - 1);
    Range.parse("[0, inf)").require("noiseVariance", noiseVariance);
  }

  /**
   * Expands an activation. Coefficients are exact to about 1e-14 sqrt(j! E[g^2]), and h*^2 to about
   * 1e-14 of itself (or is 0 where it is below 1e-26 E[g^2]), for activations that are smooth
   * between their kinks.
   *
   * @param activation the activation sigma
   * @param mean the mean of its argument, finite
   * @param scale the standard deviation of its argument, in (0, 1e4]
   * @param degree the degree p, in [0, 150]
   * @return the expansion
   * @throws IllegalArgumentException if an argument is out of its range
   * @throws NumericalException if the activation grows so fast that E[g^2] is not finite
   */
  public static HermiteExpansion of(Activation activation, double mean, double scale, int degree) {
    DEGREE.require("degree", degree);
    SCALE.require("scale", scale);
    Range.parse("(-inf, inf)").require("mean", mean);
    GaussianQuadrature quadrature =
        GaussianQuadrature.of(
            GaussianQuadrature.resolution(scale),
            GaussianQuadrature.cuts(mean, scale, activation.kinks()));
    double[] z = quadrature.nodes();
    double[] weights = quadrature.weights();
    double[] rest = Arrays.stream(z).map(node -> mean + scale * node).toArray();
    activation.values(rest, 0, rest.length);
    double square = secondMoment(rest, weights);
    if (!Double.isFinite(square)) {
      throw new NumericalException(
          "E[sigma(u)^2] of the activation "
              + activation.label()
              + " is not finite at mean "
              + mean
              + " and standard deviation "
              + scale);
    }

    // In the orthonormal basis He_j / sqrt(j!). What is left of g is computed as a function: its
    // mean square has none of the cancellation of E[g^2] - sum_j h_j^2 / j!.
    double[] coefficients = new double[degree + 1];
    double[] before = new double[z.length];
    double[] he = new double[z.length];
    Arrays.fill(he, 1);
    for (int j = 0; j <= degree; j++) {
      double c = 0;
      for (int i = 0; i < z.length; i++) {
        c += weights[i] * he[i] * rest[i];
      }
      for (int i = 0; i < z.length; i++) {
        rest[i] -= c * he[i];
        double next = (z[i] * he[i] - Math.sqrt(j) * before[i]) / Math.sqrt(j + 1);
        before[i] = he[i];
        he[i] = next;
      }
      coefficients[j] = c * Math.sqrt(CombinatoricsUtils.factorialDouble(j));
    }
    double variance = secondMoment(rest, weights);
    return new HermiteExpansion(coefficients, variance <= ROUNDING * square ? 0 : variance);
  }

  private static double secondMoment(double[] values, double[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i] * values[i];
    }
    return sum;
  }

  /** Returns a copy of the coefficients. */
  @Override
  public double[] coefficients() {
    return coefficients.clone();
  }

  /**
   * Returns the degree.
   *
   * @return p
   */
  public int degree() {
    return coefficients.length - 1;
  }

  /**
   * Returns the expansion without its noise as a polynomial in powers of z. Evaluating it by
   * Horner's rule loses up to e^(p/2) machine epsilons of sqrt(p!), four digits at p = 20.
   *
   * @return the coefficients a_i of {@code sum_{j<=p} (h_j / j!) He_j(z) = sum_{i<=p} a_i z^i}
   */
  public double[] monomials() {
    double[] monomials = new double[coefficients.length];
    for (int j = 0; j < coefficients.length; j++) {
      double factor = coefficients[j] / CombinatoricsUtils.factorialDouble(j);
      // Physicists' polynomials: He_j(z) = 2^(-j/2) H_j(z / sqrt 2).
      double[] hermite = PolynomialsUtils.createHermitePolynomial(j).getCoefficients();
      for (int i = j % 2; i <= j; i += 2) {
        monomials[i] += factor * Math.scalb(hermite[i], -(i + j) / 2);
      }
    }
    return monomials;
  }
}

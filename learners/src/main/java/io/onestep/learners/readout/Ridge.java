package io.onestep.learners.readout;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.NumericalException;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Ridge regression: w^ = argmin (1/2m) ||y - Phi w||^2 + (lambda/2) ||w||^2 (Demir and Dogan, ICLR
 * 2025), by Cholesky's decomposition of the smaller of two systems. For lambda = 0 it is the vector
 * of least norm among the minimisers, the limit of these for lambda to 0.
 *
 * @param lambda the penalty, at least 0
 */
record Ridge(double lambda) implements Readout {
  /** The least penalty for features in single precision, over their squared norm. */
  private static final double ROUNDABLE = 1e-6;

  @Override
  public String label() {
    return "ridge";
  }

  @Override
  public OptionalDouble ridgePenalty() {
    return OptionalDouble.of(lambda);
  }

  /**
   * Rounding by d ||phi|| adds weights of about (d/lambda) ||phi||^2/sqrt m times those that there
   * are.
   */
  @Override
  public boolean toleratesRounding(double squaredNorm) {
    return lambda > 0 && lambda >= ROUNDABLE * squaredNorm;
  }

  @Override
  public Fit fit(Matrix features, double[] y, LinearAlgebra algebra) {
    int m = features.rows();
    return fit(
        m,
        y,
        () ->
            lambda == 0
                ? algebra.leastSquares(features, y)
                : algebra.leastSquares(features, y, lambda * m),
        w -> algebra.multiply(features, w),
        features::isFinite);
  }

  @Override
  public Fit fit(FloatMatrix features, double[] y, LinearAlgebra algebra) {
    if (lambda == 0) { // there is no such decomposition in single precision
      return Readout.super.fit(features, y, algebra);
    }
    int m = features.rows();
    return fit(
        m,
        y,
        () -> algebra.leastSquares(features, y, lambda * m),
        w -> algebra.multiply(features, w),
        features::isFinite);
  }

  /**
   * Fits on features that are known by what can be done with them.
   *
   * @param m the number of samples
   * @param minimiser gives w^
   * @param prediction gives Phi w
   * @param finite whether Phi is finite
   */
  private Fit fit(
      int m,
      double[] y,
      Supplier<double[]> minimiser,
      UnaryOperator<double[]> prediction,
      BooleanSupplier finite) {
    if (y.length != m || m == 0) {
      throw new IllegalArgumentException(y.length + " labels for " + m + " samples' features");
    }
    try {
      double[] w = solve(minimiser);
      requireFinite("the readout's weights w^", Matrix.isFinite(w, 0, w.length));
      return new Fit(w, objective(prediction.apply(w), y, w));
    } catch (NumericalException e) {
      // All that is not finite leads here, since the objective is a sum over it.
      requireFinite("the features", finite.getAsBoolean());
      requireFinite("the labels", Matrix.isFinite(y, 0, m));
      throw e;
    }
  }

  private double[] solve(Supplier<double[]> minimiser) {
    try {
      return minimiser.get();
    } catch (NumericalException e) {
      throw new NumericalException(
          "the ridge readout with lambda = "
              + lambda
              + " has no trustworthy weights w^: "
              + e.getMessage()
              + (lambda == 0
                  ? ""
                  : "; a larger lambda might help, or 0 for the least-squares solution of least"
                      + " norm"));
    }
  }

  /** Returns the mean squared residual's half plus the penalty. */
  private double objective(double[] prediction, double[] y, double[] w) {
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      squares += (y[i] - prediction[i]) * (y[i] - prediction[i]);
    }
    double norm = 0;
    for (double weight : w) {
      norm += weight * weight;
    }
    double objective = squares / (2 * y.length) + lambda / 2 * norm;
    if (!Double.isFinite(objective)) {
      throw new NumericalException("the training error of the ridge readout is not finite");
    }
    return objective;
  }

  private static void requireFinite(String quantity, boolean finite) {
    if (!finite) {
      throw new NumericalException(quantity + " are not finite, so there is no ridge readout");
    }
  }
}

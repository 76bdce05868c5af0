package io.onestep.learners.readout;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.NumericalException;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import java.util.OptionalDouble;

/**
 * Ridge regression: w^ = argmin (1/2m) ||y - Phi w||^2 + (lambda/2) ||w||^2 (Demir and Dogan, ICLR
 * 2025), by Cholesky's decomposition of the smaller of two systems. For lambda = 0 it is the vector
 * of least norm among the minimisers, the limit of these for lambda to 0.
 *
 * @param lambda the penalty, at least 0
 */
record Ridge(double lambda) implements Readout {
  @Override
  public String label() {
    return "ridge";
  }

  @Override
  public OptionalDouble ridgePenalty() {
    return OptionalDouble.of(lambda);
  }

  @Override
  public Fit fit(Matrix features, double[] y, LinearAlgebra algebra) {
    int m = features.rows();
    if (y.length != m || m == 0) {
      throw new IllegalArgumentException(y.length + " labels for features in a " + features);
    }
    try {
      double[] w = solve(features, y, algebra);
      requireFinite("the readout's weights w^", Matrix.isFinite(w, 0, w.length));
      return new Fit(w, objective(features, y, w, algebra));
    } catch (NumericalException e) {
      // All that is not finite leads here, since the objective is a sum over it.
      requireFinite("the features", features.isFinite());
      requireFinite("the labels", Matrix.isFinite(y, 0, m));
      throw e;
    }
  }

  private double[] solve(Matrix features, double[] y, LinearAlgebra algebra) {
    try {
      return lambda == 0
          ? algebra.leastSquares(features, y)
          : algebra.leastSquares(features, y, lambda * features.rows());
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
  private double objective(Matrix features, double[] y, double[] w, LinearAlgebra algebra) {
    double[] prediction = algebra.multiply(features, w);
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

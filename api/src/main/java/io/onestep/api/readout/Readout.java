package io.onestep.api.readout;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import java.util.OptionalDouble;

/** A way to fit a linear readout y_hat = w^T phi on features. */
public interface Readout {
  /**
   * Returns the name under which results list the readout.
   *
   * @return for example {@code "ridge"}
   */
  String label();

  /**
   * Fits the readout.
   *
   * @param features Phi, the features of a sample a row (m x k)
   * @param y the labels, m numbers
   * @param algebra the linear algebra to use
   * @return the fit
   * @throws io.onestep.api.error.NumericalException if there is no finite solution
   */
  Fit fit(Matrix features, double[] y, LinearAlgebra algebra);

  /**
   * Returns whether the readout may be fitted on features in single precision, which are rounded by
   * about 1e-7 of themselves. What fits features whatever their size, with a penalty that is small
   * or without one, would take rounding for features.
   *
   * @param squaredNorm the mean of ||phi||^2 over the samples; where it is not tolerated at 0, none
   *     are made in single precision
   * @return by default false
   */
  default boolean toleratesRounding(double squaredNorm) {
    return false;
  }

  /**
   * Fits the readout on features in single precision. As it is here, it fits on a copy of them in
   * double precision; a readout that has a faster way overrides it.
   *
   * @param features Phi, the features of a sample a row (m x k)
   * @param y the labels, m numbers
   * @param algebra the linear algebra to use
   * @return the fit on these features, in double precision
   * @throws io.onestep.api.error.NumericalException if there is no finite solution
   */
  default Fit fit(FloatMatrix features, double[] y, LinearAlgebra algebra) {
    Matrix widened = algebra.room().matrix("widened features", features.rows(), features.columns());
    features.copyTo(widened);
    return fit(widened, y, algebra);
  }

  /**
   * Returns the penalty if the readout is ridge regression, w^ = argmin (1/2m) ||y - Phi w||^2 +
   * (lambda/2) ||w||^2, which predictions need to know.
   *
   * @return lambda; by default none
   */
  default OptionalDouble ridgePenalty() {
    return OptionalDouble.empty();
  }
}

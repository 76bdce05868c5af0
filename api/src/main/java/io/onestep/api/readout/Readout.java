package io.onestep.api.readout;

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
   * Returns the penalty if the readout is ridge regression, w^ = argmin (1/2m) ||y - Phi w||^2 +
   * (lambda/2) ||w||^2, which predictions need to know.
   *
   * @return lambda; by default none
   */
  default OptionalDouble ridgePenalty() {
    return OptionalDouble.empty();
  }
}

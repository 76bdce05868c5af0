package io.onestep.equivalence.moments;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import java.util.Objects;

/**
 * First and second moments of features phi in R^k and labels y, of a component or of the mixture.
 *
 * @param weight the probability of what the moments are conditioned on
 * @param second R = E[phi phi^T], k x k
 * @param mean E[phi], k numbers
 * @param cross r = E[phi y], k numbers
 * @param labelMean E y
 * @param labelSquare tau = E y^2
 */
public record Moments(
    double weight,
    Matrix second,
    double[] mean,
    double[] cross,
    double labelMean,
    double labelSquare) {
  /** Validates that there is a second moment. */
  public Moments {
    Objects.requireNonNull(second, "second");
  }

  /**
   * Returns the generalization error of a linear readout.
   *
   * @param w the readout, k numbers
   * @param algebra the linear algebra to use
   * @return (1/2) E (y - w^T phi)^2 = (1/2) (tau - 2 w^T r + w^T R w)
   */
  public double generalizationError(double[] w, LinearAlgebra algebra) {
    double[] rw = algebra.multiply(second, w);
    double sum = labelSquare;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * (rw[i] - 2 * cross[i]);
    }
    return sum / 2;
  }
}

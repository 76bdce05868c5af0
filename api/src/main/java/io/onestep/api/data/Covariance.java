package io.onestep.api.data;

/** A covariance matrix of the inputs. Immutable. */
public sealed interface Covariance permits SpikedCovariance, DenseCovariance {
  /**
   * Returns the input dimension.
   *
   * @return n
   */
  int dimension();

  /**
   * Returns the trace.
   *
   * @return Tr Sigma
   */
  double trace();

  /**
   * Multiplies a vector.
   *
   * @param x n numbers
   * @return Sigma x, n numbers
   */
  double[] multiply(double[] x);
}

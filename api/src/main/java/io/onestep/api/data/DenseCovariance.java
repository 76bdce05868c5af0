package io.onestep.api.data;

import io.onestep.api.algebra.Matrix;

/**
 * A covariance given by all its elements.
 *
 * @param matrix the n x n matrix, symmetric and positive semidefinite
 */
public record DenseCovariance(Matrix matrix) implements Covariance {
  private static final double ASYMMETRY = 1e-9;

  /** Validates that the matrix is square, finite and symmetric. */
  public DenseCovariance {
    if (matrix.rows() != matrix.columns()) {
      throw new IllegalArgumentException("a covariance is square, not a " + matrix);
    }
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j <= i; j++) {
        double difference = Math.abs(matrix.get(i, j) - matrix.get(j, i));
        double scale = Math.max(1, Math.abs(matrix.get(i, j)));
        if (!(difference <= ASYMMETRY * scale)) {
          throw new IllegalArgumentException(
              "a covariance is symmetric and finite, but elements ("
                  + i
                  + ", "
                  + j
                  + ") and ("
                  + j
                  + ", "
                  + i
                  + ") are "
                  + matrix.get(i, j)
                  + " and "
                  + matrix.get(j, i));
        }
      }
    }
  }

  @Override
  public int dimension() {
    return matrix.rows();
  }

  @Override
  public double trace() {
    double sum = 0;
    for (int i = 0; i < dimension(); i++) {
      sum += matrix.get(i, i);
    }
    return sum;
  }

  @Override
  public double[] multiply(double[] x) {
    double[] product = new double[dimension()];
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < product.length; j++) {
        product[i] += matrix.get(i, j) * x[j];
      }
    }
    return product;
  }
}

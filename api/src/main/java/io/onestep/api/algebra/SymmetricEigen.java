package io.onestep.api.algebra;

import java.util.Objects;

/**
 * The eigendecomposition of a symmetric matrix: A = sum_i values[i] v_i v_i^T.
 *
 * @param values the eigenvalues in ascending order
 * @param vectors the orthonormal eigenvectors v_i as <em>rows</em>, in the order of the values
 */
public record SymmetricEigen(double[] values, Matrix vectors) {
  /** Validates that there is a vector for each value. */
  public SymmetricEigen {
    Objects.requireNonNull(values, "values");
    if (vectors.rows() != values.length || vectors.columns() != values.length) {
      throw new IllegalArgumentException(
          values.length + " eigenvalues do not go with vectors in a " + vectors);
    }
  }
}

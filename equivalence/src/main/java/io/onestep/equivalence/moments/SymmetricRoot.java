package io.onestep.equivalence.moments;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SymmetricEigen;

/** The symmetric square root of a small positive semidefinite matrix. */
final class SymmetricRoot {
  private static final double ROUNDING = 1e-14;

  private SymmetricRoot() {}

  /** Returns a^(1/2). */
  static Matrix of(Matrix a, LinearAlgebra algebra) {
    return power(a, 0.5, algebra);
  }

  /** Returns a^(-1/2) x; what of x is in the kernel of a counts as zero. */
  static double[] inverseTimes(Matrix a, double[] x, LinearAlgebra algebra) {
    return algebra.multiply(power(a, -0.5, algebra), x);
  }

  private static Matrix power(Matrix a, double exponent, LinearAlgebra algebra) {
    SymmetricEigen eigen = algebra.symmetricEigen(a);
    int r = a.rows();
    double[] values = eigen.values();
    double largest = values[r - 1];
    Matrix scaled = Matrix.zeros(r, r);
    for (int d = 0; d < r; d++) {
      double factor = values[d] > ROUNDING * largest ? Math.pow(values[d], exponent) : 0;
      for (int e = 0; e < r; e++) {
        scaled.set(d, e, eigen.vectors().get(d, e) * factor);
      }
    }
    Matrix root = Matrix.zeros(r, r);
    algebra.transposedMultiply(1, scaled, eigen.vectors(), 0, root);
    return root;
  }
}

package io.onestep.equivalence.moments;

import io.onestep.api.algebra.Matrix;
import java.util.ArrayList;
import java.util.List;

/** An orthonormal basis of the span of vectors, by Gram and Schmidt's process done twice. */
public final class OrthonormalRows {
  /** A vector of which less than this share is outside of the others' span counts as inside. */
  private static final double INDEPENDENT = 1e-8;

  private OrthonormalRows() {}

  /**
   * Returns a basis.
   *
   * @param vectors vectors of n numbers, of any norm, not necessarily independent
   * @param n their dimension
   * @return the basis, a vector a row; the first d rows span what the first vectors do
   */
  public static Matrix of(List<double[]> vectors, int n) {
    List<double[]> basis = new ArrayList<>();
    for (double[] vector : vectors) {
      double norm = norm(vector);
      if (norm > 0) {
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
          rest[i] = vector[i] / norm;
        }
        for (int pass = 0; pass < 2; pass++) {
          for (double[] e : basis) {
            double projection = LabelMoments.dot(e, rest);
            for (int i = 0; i < n; i++) {
              rest[i] -= projection * e[i];
            }
          }
        }
        double left = norm(rest);
        if (left > INDEPENDENT) {
          for (int i = 0; i < n; i++) {
            rest[i] /= left;
          }
          basis.add(rest);
        }
      }
    }
    return basis.isEmpty() ? Matrix.zeros(0, n) : Matrix.ofRows(basis.toArray(double[][]::new));
  }

  private static double norm(double[] x) {
    return Math.sqrt(LabelMoments.dot(x, x));
  }
}

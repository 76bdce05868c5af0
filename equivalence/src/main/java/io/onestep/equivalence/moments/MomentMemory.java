package io.onestep.equivalence.moments;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.InsufficientResourcesException;

/** The memory of moments of features, as far as arrays of Java are long enough for them. */
public final class MomentMemory {
  private static final String MOMENTS = "the moments of the features (k x k)";

  private MomentMemory() {}

  /**
   * Returns what matrices of moments take.
   *
   * @param matrices how many
   * @param k the width
   * @return bytes
   * @throws InsufficientResourcesException if no array holds one, which is from k = 46341 on
   */
  public static double matrices(int matrices, double k) {
    require(MOMENTS, k * k, k);
    return matrices * k * k * Double.BYTES;
  }

  /**
   * Returns what a decomposition of moments takes beside them: eigenvectors, and what LAPACK works
   * in, which is of two matrices and one array.
   *
   * @param k the width
   * @return bytes
   * @throws InsufficientResourcesException if no array is so long, which is from k = 32767 on
   */
  public static double decomposition(double k) {
    double work = 1 + 6 * k + 2 * k * k;
    require("what the eigenvectors of " + MOMENTS + " are computed in", work, k);
    return (k * k + work) * Double.BYTES;
  }

  /**
   * Returns what matrices take that hold columns from which moments follow.
   *
   * @param matrices how many
   * @param k the width
   * @param columns the number of columns
   * @return bytes
   * @throws InsufficientResourcesException if no array holds one
   */
  public static double columns(int matrices, double k, double columns) {
    require("columns of low-rank moments (k x %.0f)".formatted(columns), k * columns, k);
    return matrices * k * columns * Double.BYTES;
  }

  private static void require(String what, double elements, double k) {
    if (elements > Matrix.MOST_ELEMENTS) {
      throw new InsufficientResourcesException(
          "%s would have %.3g elements at k = %.0f, more than the %.3g that a matrix can have; lower /sizes/k"
              .formatted(what, elements, k, (double) Matrix.MOST_ELEMENTS));
    }
  }
}

package io.onestep.equivalence.moments;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.InsufficientResourcesException;

/** The memory of moments of features, as far as arrays of Java are long enough for them. */
public final class MomentMemory {
  private static final String MOMENTS = "the moments of the features (k x k)";
  private static final String WIDTH = "/sizes/k";

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
    require(MOMENTS, k * k, k, WIDTH);
    return matrices * k * k * Double.BYTES;
  }

  /**
   * Returns what a decomposition of moments takes beside them: eigenvectors, and the one array of 1
   * + 6 k + 2 k^2 numbers that LAPACK's dsyevd works in.
   *
   * @param k the width
   * @return bytes
   * @throws InsufficientResourcesException if no array is so long, which is from k = 32767 on
   */
  public static double decomposition(double k) {
    double work = 1 + 6 * k + 2 * k * k;
    require("what the eigenvectors of " + MOMENTS + " are computed in", work, k, WIDTH);
    return (k * k + work) * Double.BYTES;
  }

  /**
   * Returns what matrices take that hold columns from which moments follow, and products of the
   * columns with each other.
   *
   * @param matrices how many hold columns
   * @param squares how many hold products
   * @param k the width
   * @param columns the number of columns, which grows with n
   * @return bytes
   * @throws InsufficientResourcesException if no array holds one
   */
  public static double columns(int matrices, int squares, double k, double columns) {
    require(
        "columns of low-rank moments (k x %.0f)".formatted(columns),
        k * columns,
        k,
        "/sizes/k or /sizes/n");
    require(
        "the Gram matrix of columns of low-rank moments (%1$.0f x %1$.0f)".formatted(columns),
        columns * columns,
        k,
        "/sizes/n");
    return (matrices * k + squares * columns) * columns * Double.BYTES;
  }

  private static void require(String what, double elements, double k, String sizes) {
    if (elements > Matrix.MOST_ELEMENTS) {
      throw new InsufficientResourcesException(
          "%s would have %.3g elements at k = %.0f, more than the %.3g that a matrix can have; lower %s"
              .formatted(what, elements, k, (double) Matrix.MOST_ELEMENTS, sizes));
    }
  }
}

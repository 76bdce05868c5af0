package io.onestep.api.algebra;

/**
 * What systems in single precision take. Symmetric matrices are given by their upper triangles,
 * which LAPACK decomposes faster where rows are stored one after another. As in {@link
 * LinearAlgebra}, wrong sizes throw {@link IllegalArgumentException}, and sizes of 0 are allowed.
 */
public interface SinglePrecision {
  /** Rows that {@link #decompose(FloatMatrix)} takes at a time. */
  int BLOCK = 48;

  /**
   * Computes the upper triangle of a a^T.
   *
   * @param a p x q
   * @param c p x p; its upper triangle is overwritten, what stands below the diagonal afterwards is
   *     not specified
   */
  void upperGram(FloatMatrix a, FloatMatrix c);

  /**
   * Computes the upper triangle of a^T a.
   *
   * @param a p x q
   * @param c q x q; its upper triangle is overwritten, what stands below the diagonal afterwards is
   *     not specified
   */
  void upperTransposedGram(FloatMatrix a, FloatMatrix c);

  /**
   * Replaces a symmetric positive definite matrix by its Cholesky factor, a = r^T r: some rows at a
   * time, so that nearly all operations are products, which run at the machine's full rate.
   *
   * @param a p x p; only its upper triangle is read, and overwritten by r
   * @return false if a is not positive definite to single precision; what it then holds is not
   *     specified
   */
  default boolean decompose(FloatMatrix a) {
    for (int from = 0; from < a.rows(); from += BLOCK) {
      int to = Math.min(from + BLOCK, a.rows());
      if (!decompose(a, from, to)) {
        return false;
      }
      subtractGram(a, from, to);
    }
    return true;
  }

  /**
   * Replaces consecutive rows of a symmetric positive definite matrix by the first rows of its
   * Cholesky factor: a11 by r11 with a11 = r11^T r11, and a12 by r11^-T a12.
   *
   * @param a p x p; of these rows only what stands on and above the diagonal is read and
   *     overwritten
   * @param from the first row; what stands before it and above it is not read
   * @param to the row after the last
   * @return false if a11 is not positive definite to single precision
   */
  boolean decompose(FloatMatrix a, int from, int to);

  /**
   * Subtracts r12^T r12 from the square below some rows, with r12 what stands in these rows above
   * that square.
   *
   * @param a p x p; the upper triangle of its rows and columns from {@code to} on is overwritten
   * @param from the first row
   * @param to the row after the last
   */
  void subtractGram(FloatMatrix a, int from, int to);

  /**
   * Solves r^T r x = b.
   *
   * @param r p x p, from {@link #decompose(FloatMatrix)}
   * @param b p numbers
   * @return x, p numbers
   */
  float[] solve(FloatMatrix r, float[] b);
}

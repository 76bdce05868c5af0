package io.onestep.api.algebra;

/**
 * What systems in single precision take. Symmetric matrices are given by their upper triangles,
 * which LAPACK decomposes faster where rows are stored one after another. As in {@link
 * LinearAlgebra}, wrong sizes throw {@link IllegalArgumentException}, and sizes of 0 are allowed.
 */
public interface SinglePrecision {
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
   * Replaces a symmetric positive definite matrix by its Cholesky factor, a = r^T r.
   *
   * @param a p x p; only its upper triangle is read, and overwritten by r
   * @return false if a is not positive definite to single precision; what it then holds is not
   *     specified
   */
  boolean decompose(FloatMatrix a);

  /**
   * Solves r^T r x = b.
   *
   * @param r p x p, from {@link #decompose}
   * @param b p numbers
   * @return x, p numbers
   */
  float[] solve(FloatMatrix r, float[] b);
}

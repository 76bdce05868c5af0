package io.onestep.api.algebra;

/**
 * What systems in single precision take. As in {@link LinearAlgebra}, wrong sizes throw {@link
 * IllegalArgumentException}, and sizes of 0 are allowed.
 */
public interface SinglePrecision {
  /**
   * Computes the lower triangle of a a^T.
   *
   * @param a p x q
   * @param c p x p; its lower triangle is overwritten, what stands above the diagonal afterwards is
   *     not specified
   */
  void lowerGram(FloatMatrix a, FloatMatrix c);

  /**
   * Computes the lower triangle of a^T a.
   *
   * @param a p x q
   * @param c q x q; its lower triangle is overwritten, what stands above the diagonal afterwards is
   *     not specified
   */
  void lowerTransposedGram(FloatMatrix a, FloatMatrix c);

  /**
   * Replaces a symmetric positive definite matrix by its Cholesky factor, a = l l^T.
   *
   * @param a p x p; only its lower triangle is read, and overwritten by l
   * @return false if a is not positive definite to single precision; what it then holds is not
   *     specified
   */
  boolean decompose(FloatMatrix a);

  /**
   * Solves l l^T x = b.
   *
   * @param l p x p, from {@link #decompose}
   * @param b p numbers
   * @return x, p numbers
   */
  float[] solve(FloatMatrix l, float[] b);
}

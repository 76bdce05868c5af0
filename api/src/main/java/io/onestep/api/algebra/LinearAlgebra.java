package io.onestep.api.algebra;

import io.onestep.api.error.NumericalException;
import java.util.Optional;

/**
 * The linear algebra that Onestep needs of a backend. No method changes an argument other than the
 * destination {@code c} of a product; a destination never shares elements with a factor. Safe for
 * use by several threads at once; each call computes on the calling thread.
 *
 * <p>Wrong sizes throw {@link IllegalArgumentException}. Sizes of 0 are allowed everywhere.
 */
public interface LinearAlgebra {
  /**
   * Returns what computes, with its version, for a run's provenance.
   *
   * @return for example {@code "OpenBLAS 0.3.31 (Zen)"}
   */
  String description();

  /**
   * Returns where those who compute put large matrices that they need for a while. In a trial these
   * are used again by the next trial, so what is put there must not outlive the trial.
   *
   * @return by default {@link Room#NEW}
   */
  default Room room() {
    return Room.NEW;
  }

  /**
   * Computes c := alpha a b + beta c.
   *
   * @param alpha the factor of the product
   * @param a p x q
   * @param b q x r
   * @param beta the factor of what c holds; 0 ignores it, even NaN
   * @param c p x r, overwritten
   */
  void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c);

  /**
   * Computes c := alpha a b^T + beta c.
   *
   * @param alpha the factor of the product
   * @param a p x q
   * @param b r x q
   * @param beta the factor of what c holds; 0 ignores it, even NaN
   * @param c p x r, overwritten
   */
  void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c);

  /**
   * Computes c := a b^T in single precision. As it is here, it rounds the product in double
   * precision; a backend that has a faster way overrides it.
   *
   * @param a p x q
   * @param b r x q
   * @param c p x r, overwritten, whatever it holds
   */
  default void multiplyTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    Matrix exact = Matrix.zeros(c.rows(), c.columns());
    multiplyTransposed(1, a.toMatrix(), b.toMatrix(), 0, exact);
    c.assign(exact);
  }

  /**
   * Computes c := a b in single precision. As it is here, it rounds the product in double
   * precision; a backend that has a faster way overrides it.
   *
   * @param a p x q
   * @param b q x r
   * @param c p x r, overwritten, whatever it holds
   */
  default void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    Matrix exact = Matrix.zeros(c.rows(), c.columns());
    multiply(1, a.toMatrix(), b.toMatrix(), 0, exact);
    c.assign(exact);
  }

  /**
   * Computes c := alpha a^T b + beta c.
   *
   * @param alpha the factor of the product
   * @param a q x p
   * @param b q x r
   * @param beta the factor of what c holds; 0 ignores it, even NaN
   * @param c p x r, overwritten
   */
  void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c);

  /**
   * Computes a x.
   *
   * @param a p x q
   * @param x q numbers
   * @return p numbers
   */
  double[] multiply(Matrix a, double[] x);

  /**
   * Computes a x in double precision, for a matrix in single precision. As it is here, by loops,
   * since BLAS has no such product.
   *
   * @param a p x q
   * @param x q numbers
   * @return p numbers
   */
  default double[] multiply(FloatMatrix a, double[] x) {
    return a.times(x);
  }

  /**
   * Computes a^T x in double precision, for a matrix in single precision. As it is here, by loops.
   *
   * @param a p x q
   * @param x p numbers
   * @return q numbers
   */
  default double[] transposedMultiply(FloatMatrix a, double[] x) {
    return a.transposedTimes(x);
  }

  /**
   * Computes a x in single precision. As it is here, it rounds the product in double precision; a
   * backend that has a faster way overrides it.
   *
   * @param a p x q
   * @param x q numbers
   * @return p numbers
   */
  default float[] multiply(FloatMatrix a, float[] x) {
    double[] wide = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      wide[j] = x[j];
    }
    double[] exact = multiply(a.toMatrix(), wide);
    float[] product = new float[exact.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = (float) exact[i];
    }
    return product;
  }

  /**
   * Computes a^T x.
   *
   * @param a p x q
   * @param x p numbers
   * @return q numbers
   */
  double[] transposedMultiply(Matrix a, double[] x);

  /**
   * Computes the Gram matrix a a^T of the rows, both triangles filled.
   *
   * @param a p x q
   * @return a new symmetric p x p matrix
   */
  Matrix gram(Matrix a);

  /**
   * Computes the Gram matrix a^T a of the columns, both triangles filled.
   *
   * @param a p x q
   * @return a new symmetric q x q matrix
   */
  Matrix transposedGram(Matrix a);

  /**
   * Returns the linear algebra in single precision, where it is faster than in double precision.
   *
   * @return by default none: what takes both precisions together then takes double precision alone
   */
  default Optional<SinglePrecision> singlePrecision() {
    return Optional.empty();
  }

  /**
   * Computes the lower triangle of a a^T. As it is here, it copies {@link #gram}; a backend that
   * needs no new matrix for it overrides it.
   *
   * @param a p x q
   * @param c p x p; its lower triangle is overwritten, what stands above the diagonal afterwards is
   *     not specified
   */
  default void lowerGram(Matrix a, Matrix c) {
    c.assign(gram(a));
  }

  /**
   * Computes the lower triangle of a^T a. As it is here, it copies {@link #transposedGram}; a
   * backend that needs no new matrix for it overrides it.
   *
   * @param a p x q
   * @param c q x q; its lower triangle is overwritten, what stands above the diagonal afterwards is
   *     not specified
   */
  default void lowerTransposedGram(Matrix a, Matrix c) {
    c.assign(transposedGram(a));
  }

  /**
   * Solves a x = b for a symmetric positive definite matrix by Cholesky's decomposition.
   *
   * @param a p x p; only its lower triangle is read, and what it holds afterwards is not specified:
   *     the decomposition may take its place
   * @param b p numbers, left as they are
   * @return x, p numbers
   * @throws io.onestep.api.error.NumericalException if a is not positive definite to working
   *     precision, or a or x is not finite
   */
  double[] solvePositiveDefinite(Matrix a, double[] b);

  /**
   * Returns the vector that minimises ||a x - b||^2 + penalty ||x||^2.
   *
   * @param a p x q
   * @param b p numbers
   * @param penalty above 0
   * @return x, q numbers
   * @throws io.onestep.api.error.NumericalException if the smaller of the systems (a^T a + penalty
   *     I) x = a^T b and x = a^T (a a^T + penalty I)^-1 b is not positive definite to working
   *     precision, or a, b or x is not finite
   */
  default double[] leastSquares(Matrix a, double[] b, double penalty) {
    return new PenalisedLeastSquares(this).solve(a, b, penalty);
  }

  /**
   * Returns the vector that minimises ||a x - b||^2 + penalty ||x||^2, for a matrix in single
   * precision, to double precision.
   *
   * @param a p x q
   * @param b p numbers
   * @param penalty above 0
   * @return x, q numbers
   * @throws io.onestep.api.error.NumericalException as for a matrix in double precision
   */
  default double[] leastSquares(FloatMatrix a, double[] b, double penalty) {
    return new PenalisedLeastSquares(this).solve(a, b, penalty);
  }

  /**
   * Returns the vector of least norm among those that minimise ||a x - b||, by the singular value
   * decomposition; singular values below max(p, q) 2^-52 of the largest count as zero.
   *
   * @param a p x q, of any rank
   * @param b p numbers
   * @return x, q numbers
   * @throws io.onestep.api.error.NumericalException if a or b is not finite or the decomposition
   *     does not converge
   */
  double[] leastSquares(Matrix a, double[] b);

  /**
   * Inverts a symmetric positive definite matrix. As it is here, it takes the eigendecomposition; a
   * backend that has a faster way overrides it.
   *
   * @param a p x p; only its lower triangle is read
   * @return the inverse, both triangles filled
   * @throws io.onestep.api.error.NumericalException if a is not positive definite to working
   *     precision, or not finite
   */
  default Matrix invertPositiveDefinite(Matrix a) {
    SymmetricEigen eigen = symmetricEigen(a);
    int p = a.rows();
    Matrix scaled = Matrix.zeros(p, p);
    for (int d = 0; d < p; d++) {
      double value = eigen.values()[d];
      if (!(value > 0)) {
        throw new NumericalException(
            "a matrix of size " + p + " is not positive definite: it has the eigenvalue " + value);
      }
      for (int i = 0; i < p; i++) {
        scaled.set(d, i, eigen.vectors().get(d, i) / value);
      }
    }
    Matrix inverse = Matrix.zeros(p, p);
    transposedMultiply(1, eigen.vectors(), scaled, 0, inverse);
    return inverse;
  }

  /**
   * Inverts a symmetric positive definite matrix, with the inverse put into a room, where the next
   * one takes its place. As it is here, it is new.
   *
   * @param a p x p; only its lower triangle is read
   * @param room where to put the inverse
   * @return the inverse, both triangles filled
   * @throws io.onestep.api.error.NumericalException if a is not positive definite to working
   *     precision, or not finite
   */
  default Matrix invertPositiveDefinite(Matrix a, Room room) {
    return invertPositiveDefinite(a);
  }

  /**
   * Computes all eigenvalues and eigenvectors of a symmetric matrix.
   *
   * @param a p x p; only its lower triangle is read
   * @return the decomposition
   * @throws io.onestep.api.error.NumericalException if a is not finite or it does not converge
   */
  SymmetricEigen symmetricEigen(Matrix a);

  /**
   * Computes all eigenvalues and eigenvectors of a symmetric matrix, with the eigenvectors and what
   * is needed on the way put into a room, which the next decomposition there overwrites. As it is
   * here, they are new.
   *
   * @param a p x p; only its lower triangle is read
   * @param room where to put them
   * @return the decomposition
   * @throws io.onestep.api.error.NumericalException if a is not finite or it does not converge
   */
  default SymmetricEigen symmetricEigen(Matrix a, Room room) {
    return symmetricEigen(a);
  }
}

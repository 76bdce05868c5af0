package io.onestep.openblas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.lapack.LAPACK;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.algebra.SinglePrecision;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.NumericalException;
import java.util.Arrays;
import java.util.Optional;
import org.netlib.util.intW;

/**
 * Calls BLAS and LAPACK. To them, a row-major p x q matrix is a column-major q x p one with leading
 * dimension q; a lower triangle is an upper one. They are never called with a size of 0, which
 * LAPACK's checks of leading dimensions refuse.
 */
final class OpenBlas implements LinearAlgebra {
  /** Edge of the blocks in which matrices are transposed: two blocks fit into the L1 cache. */
  private static final int BLOCK = 32;

  private final BLAS blas;
  private final LAPACK lapack;
  private final SinglePrecision single;
  private final String description;

  OpenBlas(NativeLibrary library) {
    this.blas = library.blas();
    this.lapack = library.lapack();
    this.single = new SingleOpenBlas(blas, lapack);
    this.description = library.description();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    requireProduct(a.rows(), a.columns(), b.rows(), b.columns(), c);
    product("N", "N", a.columns(), alpha, a, b, beta, c);
  }

  @Override
  public void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    requireProduct(a.rows(), a.columns(), b.columns(), b.rows(), c);
    product("N", "T", a.columns(), alpha, a, b, beta, c);
  }

  @Override
  public void multiplyTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    requireProduct(a.rows(), a.columns(), b.columns(), b.rows(), c.rows(), c.columns());
    product("T", a, b, c);
  }

  @Override
  public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    requireProduct(a.rows(), a.columns(), b.rows(), b.columns(), c.rows(), c.columns());
    product("N", a, b, c);
  }

  /** Computes c^T := b' a^T, where ' stands for the transposition asked for. */
  private void product(String transB, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    if (c.rows() == 0 || c.columns() == 0) {
      return;
    }
    if (a.columns() == 0) {
      Arrays.fill(c.data(), c.offset(), c.offset() + c.rows() * c.columns(), 0);
      return;
    }
    blas.sgemm(
        transB,
        "N",
        c.columns(),
        c.rows(),
        a.columns(),
        1,
        b.data(),
        b.offset(),
        b.columns(),
        a.data(),
        a.offset(),
        a.columns(),
        0,
        c.data(),
        c.offset(),
        c.columns());
  }

  @Override
  public void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    requireProduct(a.columns(), a.rows(), b.rows(), b.columns(), c);
    product("T", "N", a.rows(), alpha, a, b, beta, c);
  }

  /** Computes c^T := alpha b' a' + beta c^T, where ' stands for the transpositions asked for. */
  private void product(
      String transA,
      String transB,
      int inner,
      double alpha,
      Matrix a,
      Matrix b,
      double beta,
      Matrix c) {
    if (c.size() == 0) {
      return;
    }
    if (inner == 0) {
      scale(beta, c);
      return;
    }
    blas.dgemm(
        transB,
        transA,
        c.columns(),
        c.rows(),
        inner,
        alpha,
        b.data(),
        b.offset(),
        b.columns(),
        a.data(),
        a.offset(),
        a.columns(),
        beta,
        c.data(),
        c.offset(),
        c.columns());
  }

  private static void scale(double beta, Matrix c) {
    double[] data = c.data();
    for (int i = c.offset(); i < c.offset() + c.size(); i++) {
      data[i] = beta == 0 ? 0 : beta * data[i];
    }
  }

  @Override
  public double[] multiply(Matrix a, double[] x) {
    requireLength(x, a.columns());
    return product("T", a, x, new double[a.rows()]);
  }

  @Override
  public float[] multiply(FloatMatrix a, float[] x) {
    if (x.length != a.columns()) {
      throw wrongLength(x.length, a.columns());
    }
    float[] y = new float[a.rows()];
    if (y.length > 0 && x.length > 0) {
      blas.sgemv(
          "T", a.columns(), a.rows(), 1, a.data(), a.offset(), a.columns(), x, 0, 1, 0, y, 0, 1);
    }
    return y;
  }

  @Override
  public double[] transposedMultiply(Matrix a, double[] x) {
    requireLength(x, a.rows());
    return product("N", a, x, new double[a.columns()]);
  }

  private double[] product(String trans, Matrix a, double[] x, double[] y) {
    if (a.size() > 0) {
      blas.dgemv(
          trans, a.columns(), a.rows(), 1, a.data(), a.offset(), a.columns(), x, 0, 1, 0, y, 0, 1);
    }
    return y;
  }

  @Override
  public Matrix gram(Matrix a) {
    Matrix c = Matrix.zeros(a.rows(), a.rows());
    lowerGram(a, c);
    c.mirrorLowerTriangle();
    return c;
  }

  @Override
  public Matrix transposedGram(Matrix a) {
    Matrix c = Matrix.zeros(a.columns(), a.columns());
    lowerTransposedGram(a, c);
    c.mirrorLowerTriangle();
    return c;
  }

  @Override
  public void lowerGram(Matrix a, Matrix c) {
    lowerGram("T", a, a.rows(), a.columns(), c);
  }

  @Override
  public void lowerTransposedGram(Matrix a, Matrix c) {
    lowerGram("N", a, a.columns(), a.rows(), c);
  }

  private void lowerGram(String trans, Matrix a, int p, int inner, Matrix c) {
    requireProduct(p, inner, inner, p, c);
    if (a.size() == 0) {
      scale(0, c);
      return;
    }
    blas.dsyrk(
        "U", trans, p, inner, 1, a.data(), a.offset(), a.columns(), 0, c.data(), c.offset(), p);
  }

  @Override
  public Optional<SinglePrecision> singlePrecision() {
    return Optional.of(single);
  }

  @Override
  public double[] solvePositiveDefinite(Matrix a, double[] b) {
    requireSquare(a);
    requireLength(b, a.rows());
    double[] x = b.clone();
    if (x.length == 0) {
      return x;
    }
    intW info = new intW(0);
    requireFiniteLowerTriangle(a);
    lapack.dposv("U", x.length, 1, a.data(), a.offset(), x.length, x, 0, x.length, info);
    if (info.val > 0) {
      throw new NumericalException(
          "the "
              + a
              + " to be solved with is not positive definite to working precision: pivot "
              + info.val
              + " is not positive");
    }
    requireSuccess("dposv", info);
    return requireFinite(x, "the solution of a system with a " + a);
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a) {
    return invertPositiveDefinite(a, Room.NEW);
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a, Room room) {
    requireSquare(a);
    int p = a.rows();
    if (p == 0) {
      return Matrix.zeros(0, 0);
    }
    requireFiniteLowerTriangle(a);
    Matrix inverse = room.matrix("inverse", p, p);
    copyLowerTriangle(a, inverse);
    intW info = new intW(0);
    lapack.dpotrf("U", p, inverse.data(), inverse.offset(), p, info);
    if (info.val == 0) {
      lapack.dpotri("U", p, inverse.data(), inverse.offset(), p, info);
    }
    if (info.val > 0) {
      throw new NumericalException(
          "the "
              + a
              + " to be inverted is not positive definite to working precision: pivot "
              + info.val
              + " is not positive");
    }
    requireSuccess("dpotri", info);
    inverse.mirrorLowerTriangle();
    if (!inverse.isFinite()) {
      throw new NumericalException("the inverse of a " + a + " is not finite");
    }
    return inverse;
  }

  @Override
  public double[] leastSquares(Matrix a, double[] b) {
    requireLength(b, a.rows());
    int p = a.rows();
    int q = a.columns();
    if (a.size() == 0) {
      return new double[q];
    }
    double[] x = Arrays.copyOf(requireFinite(b, "the right-hand side"), Math.max(p, q));
    double[] columns = requireFinite(transposed(a), "the " + a);
    double[] sizes = new double[1];
    int[] integerSizes = new int[1];
    // A length of -1 asks for the sizes of the workspaces.
    leastSquares(p, q, columns, x, sizes, -1, integerSizes);
    int length = requireLength(sizes[0]);
    leastSquares(p, q, columns, x, new double[length], length, new int[integerSizes[0]]);
    return requireFinite(Arrays.copyOf(x, q), "the least-squares solution with a " + a);
  }

  private void leastSquares(
      int p, int q, double[] columns, double[] x, double[] work, int length, int[] integers) {
    double[] singularValues = new double[Math.min(p, q)];
    double threshold = Math.max(p, q) * Math.ulp(1.0);
    intW rank = new intW(0);
    intW info = new intW(0);
    lapack.dgelsd(
        p,
        q,
        1,
        columns,
        0,
        p,
        x,
        0,
        x.length,
        singularValues,
        0,
        threshold,
        rank,
        work,
        0,
        length,
        integers,
        0,
        info);
    requireSuccess("dgelsd", info);
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a) {
    return symmetricEigen(a, Room.NEW);
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a, Room room) {
    requireSquare(a);
    int p = a.rows();
    requireFiniteLowerTriangle(a);
    Matrix vectors = room.matrix("eigenvectors", p, p);
    copyLowerTriangle(a, vectors);
    double[] values = new double[p];
    if (p > 0) {
      // The sizes of the workspaces that LAPACK documents, in doubles, which do not overflow.
      int length = requireLength(1 + 6.0 * p + 2.0 * p * p);
      Matrix work = room.matrix("decomposition", 1, length);
      int[] integers = new int[3 + 5 * p];
      intW info = new intW(0);
      lapack.dsyevd(
          "V",
          "U",
          p,
          vectors.data(),
          vectors.offset(),
          p,
          values,
          0,
          work.data(),
          work.offset(),
          length,
          integers,
          0,
          integers.length,
          info);
      requireSuccess("dsyevd", info);
    }
    // Its columns are the eigenvectors: to us, the rows.
    return new SymmetricEigen(values, vectors);
  }

  /** Copies the lower triangle, to be overwritten by LAPACK. */
  private static void copyLowerTriangle(Matrix a, Matrix copy) {
    int p = a.rows();
    for (int i = 0; i < p; i++) {
      System.arraycopy(a.data(), a.offset() + i * p, copy.data(), copy.offset() + i * p, i + 1);
    }
  }

  private static void requireFiniteLowerTriangle(Matrix a) {
    for (int i = 0; i < a.rows(); i++) {
      int start = a.offset() + i * a.columns();
      if (!Matrix.isFinite(a.data(), start, start + i + 1)) {
        requireFinite(Arrays.copyOfRange(a.data(), start, start + i + 1), "the " + a);
      }
    }
  }

  /** Copies the elements column after column. */
  private static double[] transposed(Matrix a) {
    int p = a.rows();
    int q = a.columns();
    double[] from = a.data();
    double[] to = new double[a.size()];
    for (int i0 = 0; i0 < p; i0 += BLOCK) {
      int i1 = Math.min(i0 + BLOCK, p);
      for (int j0 = 0; j0 < q; j0 += BLOCK) {
        int j1 = Math.min(j0 + BLOCK, q);
        for (int i = i0; i < i1; i++) {
          for (int j = j0; j < j1; j++) {
            to[j * p + i] = from[a.offset() + i * q + j];
          }
        }
      }
    }
    return to;
  }

  private static void requireProduct(int p, int q, int bRows, int bColumns, Matrix c) {
    requireProduct(p, q, bRows, bColumns, c.rows(), c.columns());
  }

  static void requireProduct(int p, int q, int bRows, int bColumns, int cRows, int cColumns) {
    if (q != bRows || cRows != p || cColumns != bColumns) {
      throw new IllegalArgumentException(
          "the product of a %d x %d and a %d x %d matrix does not go into a %d x %d one"
              .formatted(p, q, bRows, bColumns, cRows, cColumns));
    }
  }

  private static void requireSquare(Matrix a) {
    if (a.rows() != a.columns()) {
      throw notSquare(a);
    }
  }

  static IllegalArgumentException notSquare(Object matrix) {
    return new IllegalArgumentException("a symmetric matrix is square, not a " + matrix);
  }

  private static void requireLength(double[] x, int length) {
    if (x.length != length) {
      throw wrongLength(x.length, length);
    }
  }

  static IllegalArgumentException wrongLength(int length, int required) {
    return new IllegalArgumentException(
        "the vector has " + length + " numbers, the matrix asks for " + required);
  }

  private static int requireLength(double workspace) {
    if (!(workspace >= 1 && workspace <= Matrix.MOST_ELEMENTS)) {
      throw new IllegalArgumentException(
          "a workspace of %.0f numbers is longer than Java's arrays".formatted(workspace));
    }
    return (int) workspace;
  }

  private static double[] requireFinite(double[] values, String what) {
    if (!Matrix.isFinite(values, 0, values.length)) {
      double first =
          Arrays.stream(values).filter(x -> !Double.isFinite(x)).findFirst().orElseThrow();
      throw new NumericalException(what + " has an element that is " + first);
    }
    return values;
  }

  static void requireSuccess(String routine, intW info) {
    if (info.val != 0) {
      throw new NumericalException(
          "LAPACK's " + routine + " did not succeed: its info is " + info.val);
    }
  }
}

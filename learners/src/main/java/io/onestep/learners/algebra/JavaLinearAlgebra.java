package io.onestep.learners.algebra;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.NumericalException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.EjmlVersion;
import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DSubmatrixD1;
import org.ejml.dense.block.MatrixMult_DDRB;
import org.ejml.dense.block.MatrixOps_DDRB;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Copies operands to EJML's matrices: block by block for products, row by row for decompositions.
 * Only EJML's single-threaded algorithms are used, and none is called with a size of 0.
 */
final class JavaLinearAlgebra implements LinearAlgebra {
  /** Edge of the blocks of a product: three blocks fit into the L2 cache. */
  private static final int BLOCK = 60;

  JavaLinearAlgebra() {}

  @Override
  public String description() {
    return "EJML " + EjmlVersion.VERSION + ", pure Java, one thread a call";
  }

  @Override
  public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    requireProduct(a.rows(), a.columns(), b.rows(), b.columns(), c);
    product(MatrixOps_DDRB::mult, alpha, a, b, beta, c);
  }

  @Override
  public void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    requireProduct(a.rows(), a.columns(), b.columns(), b.rows(), c);
    product(MatrixOps_DDRB::multTransB, alpha, a, b, beta, c);
  }

  @Override
  public void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    requireProduct(a.columns(), a.rows(), b.rows(), b.columns(), c);
    product(MatrixOps_DDRB::multTransA, alpha, a, b, beta, c);
  }

  private interface Product {
    void compute(DMatrixRBlock a, DMatrixRBlock b, DMatrixRBlock c);
  }

  private static void product(
      Product product, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    double[] ab = new double[c.size()];
    if (a.size() > 0 && b.size() > 0) {
      product.compute(blocks(a), blocks(b), DMatrixRBlock.wrap(ab, c.rows(), c.columns(), BLOCK));
      MatrixOps_DDRB.convertBlockToRow(c.rows(), c.columns(), BLOCK, ab, null);
    }
    double[] data = c.data();
    for (int i = 0; i < ab.length; i++) {
      int j = c.offset() + i;
      data[j] = beta == 0 ? alpha * ab[i] : alpha * ab[i] + beta * data[j];
    }
  }

  @Override
  public double[] multiply(Matrix a, double[] x) {
    requireLength(x, a.columns());
    DMatrixRMaj ax = new DMatrixRMaj(a.rows(), 1);
    if (a.size() > 0) {
      CommonOps_DDRM.mult(rows(a), column(x), ax);
    }
    return ax.data;
  }

  @Override
  public double[] transposedMultiply(Matrix a, double[] x) {
    requireLength(x, a.rows());
    DMatrixRMaj ax = new DMatrixRMaj(a.columns(), 1);
    if (a.size() > 0) {
      CommonOps_DDRM.multTransA(rows(a), column(x), ax);
    }
    return ax.data;
  }

  @Override
  public Matrix gram(Matrix a) {
    return gram(false, a, a.rows());
  }

  @Override
  public Matrix transposedGram(Matrix a) {
    return gram(true, a, a.columns());
  }

  /** Computes the blocks of the lower triangle, then mirrors it. */
  private static Matrix gram(boolean transposed, Matrix a, int p) {
    Matrix c = Matrix.zeros(p, p);
    if (a.size() == 0) {
      return c;
    }
    DMatrixRBlock factor = blocks(a);
    DMatrixRBlock product = DMatrixRBlock.wrap(c.data(), p, p, BLOCK);
    for (int i0 = 0; i0 < p; i0 += BLOCK) {
      int i1 = Math.min(i0 + BLOCK, p);
      DSubmatrixD1 target = new DSubmatrixD1(product, i0, i1, 0, i1);
      if (transposed) {
        MatrixMult_DDRB.multTransA(
            BLOCK,
            new DSubmatrixD1(factor, 0, a.rows(), i0, i1),
            new DSubmatrixD1(factor, 0, a.rows(), 0, i1),
            target);
      } else {
        MatrixMult_DDRB.multTransB(
            BLOCK,
            new DSubmatrixD1(factor, i0, i1, 0, a.columns()),
            new DSubmatrixD1(factor, 0, i1, 0, a.columns()),
            target);
      }
    }
    MatrixOps_DDRB.convertBlockToRow(p, p, BLOCK, c.data(), null);
    c.mirrorLowerTriangle();
    return c;
  }

  @Override
  public double[] solvePositiveDefinite(Matrix a, double[] b) {
    requireSquare(a);
    requireLength(b, a.rows());
    if (b.length == 0) {
      return new double[0];
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.cholOuterBlock(true);
    if (!solver.setA(symmetric(a))) {
      throw new NumericalException(
          "the " + a + " to be solved with is not positive definite to working precision");
    }
    DMatrixRMaj x = new DMatrixRMaj(b.length, 1);
    solver.solve(column(b), x);
    return requireFinite(x.data, "the solution of a system with a " + a);
  }

  @Override
  public double[] leastSquares(Matrix a, double[] b) {
    requireLength(b, a.rows());
    DMatrixRMaj x = new DMatrixRMaj(a.columns(), 1);
    if (a.size() == 0) {
      return x.data;
    }
    requireFinite(b, "the right-hand side");
    DMatrixRMaj copy = DMatrixRMaj.wrap(a.rows(), a.columns(), elements(a));
    requireFinite(copy.data, "the " + a);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(a.rows(), a.columns(), true, true, true);
    if (!svd.decompose(copy)) {
      throw new NumericalException("the singular values of a " + a + " did not converge");
    }
    double[] values = svd.getSingularValues();
    int count = svd.numberOfSingularValues();
    double largest = Arrays.stream(values, 0, count).max().orElseThrow();
    double threshold = Math.max(a.rows(), a.columns()) * Math.ulp(1.0) * largest;
    DMatrixRMaj coefficients = new DMatrixRMaj(count, 1);
    CommonOps_DDRM.mult(svd.getU(null, true), column(b), coefficients);
    for (int i = 0; i < count; i++) {
      coefficients.data[i] = values[i] > threshold ? coefficients.data[i] / values[i] : 0;
    }
    CommonOps_DDRM.mult(svd.getV(null, false), coefficients, x);
    return requireFinite(x.data, "the least-squares solution with a " + a);
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a) {
    requireSquare(a);
    int p = a.rows();
    if (p == 0) {
      return new SymmetricEigen(new double[0], Matrix.zeros(0, 0));
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = new SymmetricQRAlgorithmDecomposition_DDRM(true);
    if (!eigen.decompose(symmetric(a))) {
      throw new NumericalException("the eigenvalues of a " + a + " did not converge");
    }
    double[] unordered =
        IntStream.range(0, p).mapToDouble(i -> eigen.getEigenvalue(i).real).toArray();
    int[] order =
        IntStream.range(0, p)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> unordered[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] values = new double[p];
    Matrix vectors = Matrix.zeros(p, p);
    for (int i = 0; i < p; i++) {
      values[i] = unordered[order[i]];
      System.arraycopy(eigen.getEigenVector(order[i]).data, 0, vectors.data(), i * p, p);
    }
    return new SymmetricEigen(values, vectors);
  }

  private static DMatrixRBlock blocks(Matrix a) {
    double[] copy = elements(a);
    MatrixOps_DDRB.convertRowToBlock(a.rows(), a.columns(), BLOCK, copy, null);
    return DMatrixRBlock.wrap(copy, a.rows(), a.columns(), BLOCK);
  }

  /** Shares the array if the matrix stands at its beginning, else copies. */
  private static DMatrixRMaj rows(Matrix a) {
    return DMatrixRMaj.wrap(a.rows(), a.columns(), a.offset() == 0 ? a.data() : elements(a));
  }

  private static DMatrixRMaj column(double[] x) {
    return DMatrixRMaj.wrap(x.length, 1, x);
  }

  /** Copies the lower triangle to both triangles. */
  private static DMatrixRMaj symmetric(Matrix a) {
    int p = a.rows();
    Matrix copy = Matrix.of(p, p, elements(a));
    copy.mirrorLowerTriangle();
    return DMatrixRMaj.wrap(p, p, requireFinite(copy.data(), "the " + a));
  }

  private static double[] elements(Matrix a) {
    return Arrays.copyOfRange(a.data(), a.offset(), a.offset() + a.size());
  }

  private static void requireProduct(int p, int q, int bRows, int bColumns, Matrix c) {
    if (q != bRows || c.rows() != p || c.columns() != bColumns) {
      throw new IllegalArgumentException(
          "the product of a %d x %d and a %d x %d matrix does not go into a %d x %d one"
              .formatted(p, q, bRows, bColumns, c.rows(), c.columns()));
    }
  }

  private static void requireSquare(Matrix a) {
    if (a.rows() != a.columns()) {
      throw new IllegalArgumentException("a symmetric matrix is square, not a " + a);
    }
  }

  private static void requireLength(double[] x, int length) {
    if (x.length != length) {
      throw new IllegalArgumentException(
          "the vector has " + x.length + " numbers, the matrix asks for " + length);
    }
  }

  private static double[] requireFinite(double[] values, String what) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new NumericalException(what + " has an element that is " + value);
      }
    }
    return values;
  }
}

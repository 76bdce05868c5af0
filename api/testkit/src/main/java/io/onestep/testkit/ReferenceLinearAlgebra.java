package io.onestep.testkit;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.NumericalException;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;

/**
 * A linear algebra of plain loops and Hipparchus decompositions: slow and independent of all
 * backends, so that tests can compare with it, or use it where speed is of no concern.
 */
public final class ReferenceLinearAlgebra implements LinearAlgebra {
  private final Room room;

  /** Creates the reference. */
  public ReferenceLinearAlgebra() {
    this(Room.NEW);
  }

  /**
   * Creates the reference with a room.
   *
   * @param room where those who compute put large matrices
   */
  public ReferenceLinearAlgebra(Room room) {
    this.room = room;
  }

  @Override
  public Room room() {
    return room;
  }

  @Override
  public String description() {
    return "reference loops and Hipparchus";
  }

  @Override
  public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    product(alpha, a, transpose(b), beta, c);
  }

  @Override
  public void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    product(alpha, a, b, beta, c);
  }

  @Override
  public void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    product(alpha, transpose(a), transpose(b), beta, c);
  }

  @Override
  public double[] multiply(Matrix a, double[] x) {
    Matrix c = Matrix.zeros(a.rows(), 1);
    product(1, a, Matrix.of(1, x.length, x), 0, c);
    return c.data();
  }

  @Override
  public double[] transposedMultiply(Matrix a, double[] x) {
    return multiply(transpose(a), x);
  }

  @Override
  public Matrix gram(Matrix a) {
    Matrix c = Matrix.zeros(a.rows(), a.rows());
    product(1, a, a, 0, c);
    return c;
  }

  @Override
  public Matrix transposedGram(Matrix a) {
    return gram(transpose(a));
  }

  @Override
  public double[] solvePositiveDefinite(Matrix a, double[] b) {
    requireSquare(a);
    requireLength(a.rows(), b);
    if (b.length == 0) {
      return new double[0];
    }
    try {
      return finite(
          new CholeskyDecomposition(symmetric(a), 0, 0)
              .getSolver()
              .solve(new ArrayRealVector(b))
              .toArray());
    } catch (MathRuntimeException e) {
      throw new NumericalException(e.getMessage());
    }
  }

  @Override
  public double[] leastSquares(Matrix a, double[] b) {
    requireLength(a.rows(), b);
    if (a.size() == 0) {
      return new double[a.columns()];
    }
    try {
      // Its solver inverts the singular values above max(p, q) 2^-52 of the largest.
      return finite(
          new SingularValueDecomposition(finite(hipparchus(a)))
              .getSolver()
              .solve(new ArrayRealVector(finite(b)))
              .toArray());
    } catch (MathRuntimeException e) {
      throw new NumericalException(e.getMessage());
    }
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a) {
    int p = a.rows();
    requireSquare(a);
    if (p == 0) {
      return new SymmetricEigen(new double[0], Matrix.zeros(0, 0));
    }
    EigenDecompositionSymmetric eigen;
    try {
      eigen = new EigenDecompositionSymmetric(symmetric(a));
    } catch (MathRuntimeException e) {
      throw new NumericalException(e.getMessage());
    }
    double[] descending = eigen.getEigenvalues();
    double[][] rows =
        IntStream.range(0, p)
            .mapToObj(i -> eigen.getEigenvector(p - 1 - i).toArray())
            .toArray(double[][]::new);
    double[] ascending = IntStream.range(0, p).mapToDouble(i -> descending[p - 1 - i]).toArray();
    return new SymmetricEigen(ascending, Matrix.ofRows(rows));
  }

  /** c := alpha a b^T + beta c. */
  private static void product(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    if (a.columns() != b.columns() || c.rows() != a.rows() || c.columns() != b.rows()) {
      throw new IllegalArgumentException("no product of a " + a + " and a " + b + " in a " + c);
    }
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double sum = 0;
        for (int l = 0; l < a.columns(); l++) {
          sum += a.get(i, l) * b.get(j, l);
        }
        c.set(i, j, beta == 0 ? alpha * sum : alpha * sum + beta * c.get(i, j));
      }
    }
  }

  private static Matrix transpose(Matrix a) {
    Matrix transposed = Matrix.zeros(a.columns(), a.rows());
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        transposed.set(j, i, a.get(i, j));
      }
    }
    return transposed;
  }

  private static RealMatrix symmetric(Matrix a) {
    RealMatrix lower = hipparchus(a);
    for (int i = 0; i < a.rows(); i++) {
      for (int j = i + 1; j < a.columns(); j++) {
        lower.setEntry(i, j, a.get(j, i));
      }
    }
    return finite(lower);
  }

  private static RealMatrix hipparchus(Matrix a) {
    RealMatrix copy = new Array2DRowRealMatrix(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      copy.setRow(i, a.row(i));
    }
    return copy;
  }

  private static void requireSquare(Matrix a) {
    if (a.rows() != a.columns()) {
      throw new IllegalArgumentException("a symmetric matrix is square, not a " + a);
    }
  }

  private static void requireLength(int length, double[] b) {
    if (b.length != length) {
      throw new IllegalArgumentException("b has " + b.length + " numbers, not " + length);
    }
  }

  private static RealMatrix finite(RealMatrix matrix) {
    for (double[] row : matrix.getData()) {
      finite(row);
    }
    return matrix;
  }

  private static double[] finite(double[] values) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new NumericalException("a number is " + value);
      }
    }
    return values;
  }
}

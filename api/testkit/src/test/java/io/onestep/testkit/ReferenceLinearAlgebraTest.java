package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** The reference passes the contract too, and its loops agree with Hipparchus' products. */
class ReferenceLinearAlgebraTest extends LinearAlgebraContract {
  private final LinearAlgebra algebra = new ReferenceLinearAlgebra();

  @Override
  protected LinearAlgebra algebra() {
    return algebra;
  }

  @Test
  void productsAgreeWithHipparchus() {
    RandomStream stream = RandomStreams.of(1).stream("factors");
    Matrix a = Matrix.of(5, 7, stream.gaussians(35));
    Matrix b = Matrix.of(7, 4, stream.gaussians(28));
    RealMatrix product = hipparchus(a).multiply(hipparchus(b));

    Matrix plain = filled(5, 4);
    algebra.multiply(2, a, b, 3, plain);
    assertEqual(plain, product.scalarMultiply(2).scalarAdd(30));

    Matrix second = filled(5, 4);
    algebra.multiplyTransposed(2, a, transpose(b), 3, second);
    assertEqual(second, product.scalarMultiply(2).scalarAdd(30));

    Matrix first = filled(5, 4);
    algebra.transposedMultiply(2, transpose(a), b, 3, first);
    assertEqual(first, product.scalarMultiply(2).scalarAdd(30));

    double[] x = stream.gaussians(7);
    assertEqual(Matrix.of(1, 5, algebra.multiply(a, x)), row(hipparchus(a).operate(x)));
    double[] y = stream.gaussians(5);
    assertEqual(
        Matrix.of(1, 7, algebra.transposedMultiply(a, y)), row(hipparchus(a).preMultiply(y)));

    assertEqual(algebra.gram(a), hipparchus(a).multiplyTransposed(hipparchus(a)));
    assertEqual(algebra.transposedGram(a), hipparchus(a).transposeMultiply(hipparchus(a)));
  }

  private static Matrix filled(int rows, int columns) {
    return Matrix.of(
        rows, columns, IntStream.range(0, rows * columns).mapToDouble(i -> 10).toArray());
  }

  private static RealMatrix hipparchus(Matrix a) {
    return new Array2DRowRealMatrix(
        IntStream.range(0, a.rows()).mapToObj(a::row).toArray(double[][]::new));
  }

  private static Matrix transpose(Matrix a) {
    return Matrix.ofRows(hipparchus(a).transpose().getData());
  }

  private static RealMatrix row(double[] x) {
    return new Array2DRowRealMatrix(new double[][] {x});
  }

  private static void assertEqual(Matrix actual, RealMatrix expected) {
    // Sums of 7 products of order 1 to 10: rounding stays below 1e-13.
    assertThat(hipparchus(actual).subtract(expected).getNorm1()).isLessThan(1e-13 * 5);
  }
}

package io.onestep.equivalence.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.testkit.ReferenceLinearAlgebra;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargestSingularValuesTest {
  private static final ReferenceLinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();

  private static LargestSingularValues of(Matrix a, int count) {
    return LargestSingularValues.of(
        LinearMap.of(a, ALGEBRA), count, RandomStreams.of(8).stream("start"), ALGEBRA);
  }

  private static Matrix gaussian(int rows, int columns) {
    Matrix a = Matrix.zeros(rows, columns);
    RandomStream stream = RandomStreams.of(8).child("rows", rows).stream("columns " + columns);
    stream.fillGaussian(a.data(), 0, a.size());
    return a;
  }

  private static SingularValueDecomposition svd(Matrix a) {
    RealMatrix copy = new Array2DRowRealMatrix(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      copy.setRow(i, a.row(i));
    }
    return new SingularValueDecomposition(copy);
  }

  /** Hipparchus's dense decomposition; the vector is known up to its sign. */
  @ParameterizedTest
  @CsvSource({"30, 20", "20, 30", "60, 60", "1, 9", "9, 1", "200, 150"})
  void agreesWithADenseDecomposition(int rows, int columns) {
    Matrix a = gaussian(rows, columns);
    SingularValueDecomposition dense = svd(a);
    int count = Math.min(2, Math.min(rows, columns));
    LargestSingularValues found = of(a, count);
    for (int i = 0; i < count; i++) {
      double expected = dense.getSingularValues()[i];
      assertThat(found.values()[i]).isCloseTo(expected, within(1e-7 * expected));
    }
    // The residual of 1e-7 over a relative gap that is at least 1e-3 here.
    assertThat(Vectors.overlap(found.leading(), dense.getU().getColumn(0)))
        .isCloseTo(1, within(1e-7));
    assertThat(Vectors.norm(found.leading())).isCloseTo(1, within(1e-14));
  }

  @Test
  void aRankOneMatrixHasOne() {
    Matrix a = Matrix.ofRows(new double[][] {{1, 2, 2}, {-2, -4, -4}});
    LargestSingularValues found = of(a, 2);
    assertThat(found.values()[0]).isCloseTo(3 * Math.sqrt(5), within(1e-14));
    assertThat(found.values()[1]).isCloseTo(0, within(1e-7));
    assertThat(Vectors.overlap(found.leading(), new double[] {1, -2})).isCloseTo(1, within(1e-14));
  }

  /** Less the matrix itself, and more values than there are. */
  @Test
  void nothingIsLeftOfARankOneMatrixLessItself() {
    Matrix a = Matrix.ofRows(new double[][] {{1, 2, 2}, {-2, -4, -4}});
    LinearMap none = LinearMap.of(a, ALGEBRA).minus(new double[] {1, -2}, new double[] {1, 2, 2});
    LargestSingularValues found =
        LargestSingularValues.of(none, 5, RandomStreams.of(8).stream("start"), ALGEBRA);
    assertThat(found.values()).containsExactly(0, 0, 0, 0, 0);
    assertThat(found.leading()).containsExactly(0, 0);
  }

  /** One direction leads to one of the two values 2 only; the search goes on outside. */
  @Test
  void coincidingValuesAreFoundWhenAskedFor() {
    Matrix a = Matrix.ofRows(new double[][] {{2, 0}, {0, 2}});
    assertThat(of(a, 2).values()).containsExactly(new double[] {2, 2}, within(1e-14));
  }

  @Test
  void aMatrixLessARankOneMatrix() {
    Matrix a = gaussian(12, 10);
    double[] u = RandomStreams.of(9).stream("u").gaussians(12);
    double[] v = RandomStreams.of(9).stream("v").gaussians(10);
    Matrix less = a.copy();
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 10; j++) {
        less.set(i, j, less.get(i, j) - u[i] * v[j]);
      }
    }
    double expected = svd(less).getSingularValues()[0];
    LargestSingularValues found =
        LargestSingularValues.of(
            LinearMap.of(a, ALGEBRA).minus(u, v), 1, RandomStreams.of(8).stream("s"), ALGEBRA);
    assertThat(found.values()[0]).isCloseTo(expected, within(1e-7 * expected));
  }
}

package io.onestep.api.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private final Matrix matrix = Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}});

  @Test
  void viewsShareElements() {
    Matrix view = matrix.rows(1, 3);
    assertThat(view.get(0, 1)).isEqualTo(4);
    view.set(1, 0, 50);
    assertThat(matrix.get(2, 0)).isEqualTo(50);
    assertThat(view.rows(1, 2).row(0)).containsExactly(50, 6);
    assertThat(view.copy().data()).containsExactly(3, 4, 50, 6);
  }

  @Test
  void assignsIntoViews() {
    matrix.rows(0, 1).assign(matrix.rows(2, 3));
    assertThat(matrix.data()).containsExactly(5, 6, 3, 4, 5, 6);
    assertThatThrownBy(() -> matrix.assign(matrix.rows(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Of every element, in a view too, and of several blocks. */
  @Test
  void mirrorsTheLowerTriangle() {
    Matrix all = Matrix.zeros(72, 70);
    for (int i = 0; i < all.size(); i++) {
      all.data()[i] = i;
    }
    Matrix square = all.rows(1, 71);
    square.mirrorLowerTriangle();
    for (int i = 0; i < 70; i++) {
      for (int j = 0; j < 70; j++) {
        assertThat(square.get(i, j)).isEqualTo(70 * (1 + Math.max(i, j)) + Math.min(i, j));
      }
    }
    assertThat(all.get(0, 69)).isEqualTo(69);
    assertThat(all.get(71, 1)).isEqualTo(71 * 70 + 1);
    assertThatThrownBy(matrix::mirrorLowerTriangle).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void indicesAreChecked() {
    assertThatThrownBy(() -> matrix.get(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.rows(1, 3).get(2, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.rows(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> Matrix.zeros(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Matrix.zeros(1 << 16, 1 << 16))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Matrix.of(2, 2, new double[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Matrix.zeros(0, 5).size()).isZero();
  }

  @Test
  void singlePrecisionRoundsAndConverts() {
    FloatMatrix rounded = FloatMatrix.of(Matrix.of(2, 2, new double[] {0.1, 2, 3, 1e-60}));
    assertThat(rounded.data()).containsExactly(0.1f, 2, 3, 0);
    Matrix back = Matrix.zeros(1, 2);
    rounded.rows(1, 2).copyTo(back);
    assertThat(back.data()).containsExactly(3, 0);
    assertThatThrownBy(() -> rounded.copyTo(back)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A NaN or an infinity is seen wherever it stands, but not outside of a view. */
  @Test
  void knowsWhetherAllElementsAreFinite() {
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      for (int i = 0; i < 22; i++) {
        Matrix whole = Matrix.zeros(11, 2);
        Arrays.fill(whole.data(), Double.MAX_VALUE);
        assertThat(whole.isFinite()).isTrue();
        whole.data()[i] = bad;
        assertThat(whole.isFinite()).isFalse();
        assertThat(whole.rows(3, 9).isFinite()).isEqualTo(i < 6 || i >= 18);
      }
    }
    assertThat(Matrix.zeros(0, 3).isFinite()).isTrue();
  }

  @Test
  void roundingMayExceedSinglePrecision() {
    for (int i = 0; i < 5; i++) {
      Matrix large = Matrix.zeros(1, 5);
      Arrays.fill(large.data(), 3e38);
      assertThat(FloatMatrix.of(large).isFinite()).isTrue();
      large.set(0, i, -4e38);
      assertThat(FloatMatrix.of(large).isFinite()).isFalse();
    }
  }

  /** Also of views, whose neighbours stay as they are. */
  @Test
  void fillsAndAdds() {
    Matrix whole = Matrix.ofRows(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    Matrix row = whole.rows(1, 2);
    row.fill(7);
    row.add(-2, whole.rows(2, 3));
    assertThat(whole.data()).containsExactly(1, 2, -3, -5, 5, 6);
    assertThatThrownBy(() -> row.add(1, whole)).isInstanceOf(IllegalArgumentException.class);
  }
}

package io.onestep.datasets.moments;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowCombinationTest {
  @Test
  void rowsComeInFours() {
    assertThat(RowCombination.zeros(0, 3)).isEmpty();
    assertThat(RowCombination.zeros(1, 3)).hasDimensions(4, 3);
    assertThat(RowCombination.zeros(4, 3)).hasDimensions(4, 3);
    assertThat(RowCombination.zeros(5, 3)).hasDimensions(8, 3);
  }

  /** By hand: 1 * 1 + 2 * 10 + 3 * 100 + 4 * 1000 in each column, but for the first. */
  @Test
  void fourRowsAreAddedFromAColumnOn() {
    double[][] x = {{9, 9, 9}, {1, 1, 2}, {10, 10, 20}, {100, 100, 200}, {1000, 1000, 2000}};
    double[] y = {5, 5, 5};
    RowCombination.add(new double[] {7, 1, 2, 3, 4}, 1, x, 1, y, 1);
    assertThat(y).containsExactly(5, 4326, 8647);
  }
}

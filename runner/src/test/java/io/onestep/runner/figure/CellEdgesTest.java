package io.onestep.runner.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CellEdgesTest {
  private static CellEdges edges(boolean logarithmic, double... values) {
    return CellEdges.of(DoubleStream.of(values), logarithmic);
  }

  @Test
  void cellsOfAnUnevenGridTouchHalfwayBetweenItsValues() {
    CellEdges edges = edges(false, 1, 0, 0.1);
    assertThat(edges.first()).isEqualTo(-0.05);
    assertThat(edges.below(0)).isEqualTo(-0.05);
    assertThat(edges.above(0)).isEqualTo(0.05);
    assertThat(edges.below(0.1)).isEqualTo(0.05);
    assertThat(edges.above(0.1)).isEqualTo(0.55);
    assertThat(edges.below(1)).isEqualTo(0.55);
    assertThat(edges.above(1)).isEqualTo(1.45);
    assertThat(edges.last()).isEqualTo(1.45);
  }

  @Test
  void onALogarithmicAxisHalfwayIsTheGeometricMean() {
    CellEdges edges = edges(true, 0.01, 0.1, 10);
    assertThat(edges.logarithmic()).isTrue();
    assertThat(edges.first()).isCloseTo(0.01 / Math.sqrt(10), within(1e-15));
    assertThat(edges.above(0.01)).isCloseTo(Math.sqrt(0.001), within(1e-15));
    assertThat(edges.below(10)).isCloseTo(1, within(1e-14));
    assertThat(edges.last()).isCloseTo(100, within(1e-12));
  }

  @Test
  void anAxisWithAValueThatIsNotPositiveIsLinear() {
    CellEdges edges = edges(true, 0, 1);
    assertThat(edges.logarithmic()).isFalse();
    assertThat(edges.first()).isEqualTo(-0.5);
  }

  @Test
  void aSingleValueHasACellAroundIt() {
    assertThat(edges(false, 3).first()).isEqualTo(2.5);
    assertThat(edges(false, 3).last()).isEqualTo(3.5);
    assertThat(edges(true, 3).last() / edges(true, 3).first()).isCloseTo(10, within(1e-12));
  }

  @Test
  void hugeValuesHaveFiniteEdgesToo() {
    for (double[] values : new double[][] {{1e300}, {1, 1e308}, {-1e308, 1e308}}) {
      for (boolean logarithmic : new boolean[] {false, true}) {
        CellEdges edges = edges(logarithmic, values);
        assertThat(edges.last() - edges.first()).isPositive().isFinite();
      }
    }
  }
}

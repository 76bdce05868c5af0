package io.onestep.runner.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecadeAxisTest {
  private static List<String> numbers(double from, double to, RectangleEdge edge) {
    DecadeAxis axis = new DecadeAxis("x");
    axis.setRange(from, to);
    Graphics2D graphics = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB).createGraphics();
    Rectangle2D area = new Rectangle2D.Double(0, 0, 900, 600);
    List<?> ticks = axis.refreshTicks(graphics, new AxisState(), area, edge);
    return ticks.stream()
        .map(tick -> ((ValueTick) tick).getText())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  enum Edge {
    BOTTOM(RectangleEdge.BOTTOM),
    LEFT(RectangleEdge.LEFT);

    private final RectangleEdge edge;

    Edge(RectangleEdge edge) {
      this.edge = edge;
    }
  }

  @ParameterizedTest
  @EnumSource
  void withinADecadeRoundNumbersAreOnIt(Edge at) {
    assertThat(numbers(1, 10, at.edge))
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    assertThat(numbers(95, 710, at.edge)).contains("100", "200", "300", "400", "500", "600", "700");
    assertThat(numbers(0.061, 0.159, at.edge)).contains("0.07", "0.10", "0.15");
  }

  /** What is so narrow has no two numbers of the form d 10^p on it. */
  @Test
  void alsoOfASmallPartOfADecade() {
    assertThat(numbers(0.02101, 0.02199, RectangleEdge.LEFT)).contains("0.0211", "0.0215");
  }

  @ParameterizedTest
  @EnumSource
  void withinTwoDecadesOneTwoAndFive(Edge at) {
    assertThat(numbers(180, 2200, at.edge)).containsExactly("200", "500", "1000", "2000");
    assertThat(numbers(0.004, 0.3, at.edge))
        .containsExactly("0.005", "0.01", "0.02", "0.05", "0.1", "0.2");
  }

  @ParameterizedTest
  @EnumSource
  void beyondThemPowersOfTen(Edge at) {
    assertThat(numbers(0.005, 20, at.edge)).containsExactly("0.01", "0.1", "1", "10");
    assertThat(numbers(1e-7, 1e8, at.edge))
        .containsExactly("1e-6", "0.0001", "0.01", "1", "100", "10000", "1e6", "1e8");
  }
}

package io.onestep.runner.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.engine.binding.Json;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.FigureSpec;
import io.onestep.runner.series.Series;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.Test;

class HeatMapPlotTest {
  private static FigureSpec spec(boolean logX, OptionalDouble zMin, OptionalDouble zMax) {
    return new FigureSpec(
        "error", List.of(), "", "", "", logX, false, zMin, zMax, false, List.of());
  }

  private static Axis axis(double... values) {
    JsonNode list = Json.parse(Arrays.toString(values), "test");
    return new Axis("a", "/scaling/alpha", list);
  }

  /** A map with the same value in all its cells. */
  private static HeatMapPlot map(double value, double[] xs, double[] ys, FigureSpec spec) {
    List<Series.Value> values = new ArrayList<>();
    for (double x : xs) {
      for (double y : ys) {
        values.add(new Series.Value(values.size(), x, y, value, Double.NaN, 1));
      }
    }
    Series series = new Series("map", "error", "simulation", 0, 0, 0, values);
    List<Axis> axes = List.of(axis(xs), axis(ys));
    return HeatMapPlot.of(List.of(series), axes, "x", "y", spec, Optional.empty());
  }

  private static BufferedImage draw(HeatMapPlot map) {
    JFreeChart chart = new JFreeChart("", null, map.plot(), false);
    chart.addSubtitle(map.colourBar("error"));
    return chart.createBufferedImage(600, 400);
  }

  /** Of four columns and three rows of one dark colour, all that is inside the axes has it. */
  @Test
  void theCellsOfAnUnevenGridFillTheMap() {
    for (boolean logX : new boolean[] {false, true}) {
      FigureSpec spec = spec(logX, OptionalDouble.empty(), OptionalDouble.empty());
      HeatMapPlot map = map(1, new double[] {0.001, 0.01, 0.1, 1}, new double[] {0, 0.1, 1}, spec);
      XYPlot panel = ((CombinedRangeXYPlot) map.plot()).getSubplots().get(0);
      assertThat(panel.getDomainAxis() instanceof DecadeAxis).isEqualTo(logX);
      assertThat(panel.getDomainAxis().getLowerBound())
          .isCloseTo(logX ? Math.pow(10, -3.5) : 0.001 - 0.0045, within(1e-15));
      BufferedImage image = draw(map);
      for (int x = 100; x < 500; x++) {
        for (int y = 30; y < 340; y++) {
          int green = image.getRGB(x, y) >> 8 & 0xFF;
          assertThat(green).as("at %d, %d", x, y).isLessThan(20);
        }
      }
    }
  }

  @Test
  void hugeValuesHaveColoursToo() {
    double[] grid = {0, 1};
    FigureSpec free = spec(false, OptionalDouble.empty(), OptionalDouble.empty());
    for (double value : new double[] {1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE}) {
      draw(map(value, grid, grid, free));
    }
    FigureSpec wide = spec(false, OptionalDouble.of(-1e308), OptionalDouble.of(1e308));
    draw(map(1, grid, grid, wide));
    for (double[] huge : new double[][] {{1e300}, {1, 1e308}, {-1.7e308, 1.7e308}}) {
      draw(map(1, huge, huge, free));
    }
  }
}

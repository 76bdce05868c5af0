package io.onestep.runner.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.runner.series.Series;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.IntervalXYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CurvePlotTest {
  private static Series series(String metric, String source, int model, double... means) {
    List<Series.Value> values = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      values.add(new Series.Value(i, i + 1, Double.NaN, means[i], 0.5, 2));
    }
    return new Series(metric + source + model, metric, source, 0, model, 0, values);
  }

  private static XYPlot plot(boolean logY, Series... series) {
    return CurvePlot.of(List.of(series), "x", false, "y", logY);
  }

  private static XYErrorRenderer renderer(XYPlot plot) {
    return (XYErrorRenderer) plot.getRenderer();
  }

  @Test
  void predictionsAreDashedLinesWithoutBars() {
    XYPlot plot =
        plot(
            false,
            series("norm", "simulation", 0, 1, 2),
            series("norm", "theory", 0, 1, 2),
            series("norm", "simulation", 1, 1, 2));
    XYErrorRenderer renderer = renderer(plot);
    assertThat(renderer.getItemLineVisible(0, 0)).isFalse();
    assertThat(renderer.getItemShapeVisible(0, 0)).isTrue();
    assertThat(renderer.getItemLineVisible(1, 0)).isTrue();
    assertThat(renderer.getItemShapeVisible(1, 0)).isFalse();
    assertThat(((BasicStroke) renderer.getSeriesStroke(1)).getDashArray()).isNotNull();
    assertThat(((BasicStroke) renderer.getSeriesStroke(2)).getDashArray()).isNull();
    IntervalXYDataset data = (IntervalXYDataset) plot.getDataset();
    assertThat(data.getEndYValue(0, 0)).isEqualTo(1.5);
    assertThat(data.getEndYValue(1, 0)).isEqualTo(1);
    assertThat(data.getStartYValue(1, 0)).isEqualTo(1);
  }

  /** With several activations, colour tells these: four lines of each once looked the same. */
  @Test
  void predictionsOfDifferentModelsLookDifferent() {
    List<Series> series = new ArrayList<>();
    for (int activation = 0; activation < 2; activation++) {
      for (int model = 0; model < 4; model++) {
        List<Series.Value> values = List.of(new Series.Value(0, 1, Double.NaN, 1, 0, 2));
        String name = activation + "," + model;
        series.add(new Series(name, "norm", "theory", activation, model, 0, values));
      }
    }
    XYErrorRenderer renderer = renderer(CurvePlot.of(series, "x", false, "y", false));
    Set<List<Object>> looks = new HashSet<>();
    for (int i = 0; i < series.size(); i++) {
      float[] dashes = ((BasicStroke) renderer.getSeriesStroke(i)).getDashArray();
      looks.add(List.of(renderer.getSeriesPaint(i), Arrays.toString(dashes)));
    }
    assertThat(looks).hasSize(8);
  }

  @Test
  void metricsDifferInColourAndMarker() {
    XYErrorRenderer renderer =
        renderer(
            plot(
                false, series("one", "simulation", 0, 1, 2), series("two", "simulation", 0, 1, 2)));
    assertThat(renderer.getSeriesPaint(0)).isNotEqualTo(renderer.getSeriesPaint(1));
    assertThat(renderer.getSeriesShape(0)).isNotEqualTo(renderer.getSeriesShape(1));
  }

  /** A logarithmic axis has no place for 0; a value alone between two gaps is still seen. */
  @Test
  void valuesThatAreNotPositiveAreGaps() {
    XYPlot plot = plot(true, series("density", "theory", 0, 3, 2, 0, 1, 0, 0));
    XYErrorRenderer renderer = renderer(plot);
    IntervalXYDataset data = (IntervalXYDataset) plot.getDataset();
    assertThat(data.getYValue(0, 1)).isEqualTo(2);
    assertThat(data.getYValue(0, 2)).isNaN();
    assertThat(renderer.getItemShapeVisible(0, 0)).isFalse();
    assertThat(renderer.getItemShapeVisible(0, 1)).isFalse();
    assertThat(renderer.getItemShapeVisible(0, 3)).isTrue();
    assertThat(plot.getRangeAxis().getRange().getLowerBound()).isPositive();
  }

  /** At infinity a logarithmic axis would count decades for ever. */
  @Test
  @Timeout(60)
  void valuesAtTheEndsOfDoubleRangeAreGapsOnALogarithmicAxis() {
    XYPlot plot = plot(true, series("density", "theory", 0, 1, 1e308, 2, 1e-308));
    IntervalXYDataset data = (IntervalXYDataset) plot.getDataset();
    assertThat(data.getYValue(0, 0)).isEqualTo(1);
    assertThat(data.getYValue(0, 1)).isNaN();
    assertThat(data.getYValue(0, 3)).isNaN();
    new JFreeChart(plot).createBufferedImage(300, 200);
  }

  /** Else the figure would be empty, its axis from nowhere to nowhere. */
  @Test
  void whereNoValueIsPositiveAxesAreLinear() {
    XYPlot zeros = plot(true, series("density", "theory", 0, 0, 0));
    assertThat(((IntervalXYDataset) zeros.getDataset()).getYValue(0, 1)).isZero();
    assertThat(zeros.getRangeAxis()).isNotInstanceOf(DecadeAxis.class);
    new JFreeChart(zeros).createBufferedImage(300, 200);

    List<Series> atZero =
        List.of(
            new Series(
                "a", "a", "theory", 0, 0, 0, List.of(new Series.Value(0, 0, Double.NaN, 2, 0, 1))));
    XYPlot plot = CurvePlot.of(atZero, "x", true, "y", true);
    assertThat(plot.getDomainAxis()).isNotInstanceOf(DecadeAxis.class);
    new JFreeChart(plot).createBufferedImage(300, 200);
  }

  @Test
  void aLineOfOnePointIsSeen() {
    XYErrorRenderer renderer = renderer(plot(false, series("norm", "simulation", 1, 3)));
    assertThat(renderer.getItemShapeVisible(0, 0)).isTrue();
  }

  /** Markers at the ends of the axes are whole: they have as much air as on a linear axis. */
  @Test
  void logarithmicAxesHaveMargins() {
    List<Series> curve = List.of(series("norm", "theory", 0, 1, 100, 10_000));
    XYPlot plot = CurvePlot.of(curve, "x", true, "y", true);
    Range y = plot.getRangeAxis().getRange();
    double low = Math.log10(1 - 0.5); // with the bars
    double high = Math.log10(10_000 + 0.5);
    double margin = 0.05 * (high - low);
    assertThat(Math.log10(y.getLowerBound())).isCloseTo(low - margin, within(1e-9));
    assertThat(Math.log10(y.getUpperBound())).isCloseTo(high + margin, within(1e-9));
    Range x = plot.getDomainAxis().getRange();
    assertThat(Math.log10(x.getLowerBound())).isCloseTo(-0.05 * Math.log10(3), within(1e-9));
  }
}

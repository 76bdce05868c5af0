package io.onestep.runner.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.runner.series.Series;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final int HEIGHT = 560;

  private static LegendTitle legend(XYPlot plot) {
    return CurvePlot.legend(plot);
  }

  private static XYPlot plot(int count) {
    List<Series> series =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new Series(
                        "activation, conditional-gaussian, theory " + i,
                        "error",
                        "theory",
                        0,
                        i,
                        0,
                        List.of(
                            new Series.Value(0, 0, Double.NaN, 1, 0, 1),
                            new Series.Value(1, 1, Double.NaN, 2, 0, 1))))
            .toList();
    return CurvePlot.of(series, "x", false, "y", false);
  }

  /** Seven activations with four models and their predictions: of the plot nothing was left. */
  @Test
  void aLongLegendLeavesRoomForThePlot() {
    XYPlot plot = plot(56);
    int width = Figure.width(legend(plot));
    JFreeChart chart = new JFreeChart("a title", Style.font(0, 17), plot, false);
    chart.addSubtitle(legend(plot));
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.createBufferedImage(width, HEIGHT, info);
    assertThat(info.getPlotInfo().getDataArea().getWidth()).isGreaterThan(300);
  }

  @Test
  void aShortLegendLeavesTheWidthAsItIs() {
    assertThat(Figure.width(legend(plot(3)))).isEqualTo(900);
  }
}

package io.onestep.benchmark.scaling;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DefaultDrawingSupplier;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Draws time and memory against sizes, relative to the base, on logarithmic axes. */
final class ScalingFigure {
  /** Okabe and Ito's palette, told apart with any kind of colour blindness. */
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00)
  };

  private static final int WIDTH = 760;
  private static final int HEIGHT = 820;

  private ScalingFigure() {}

  static void write(List<Scaling> scalings, Workload base, Path file) throws IOException {
    LogAxis sizes = axis("n, k, m, trials or threads, each divided by its value at the base");
    CombinedDomainXYPlot both = new CombinedDomainXYPlot(sizes);
    both.add(plot(scalings, base, "time, s", Cost::seconds));
    XYPlot memory = plot(scalings, base, "peak memory, GiB", cost -> cost.peak() / (1L << 30));
    memory.setFixedLegendItems(new LegendItemCollection()); // its series are those above
    both.add(memory);
    JFreeChart chart =
        new JFreeChart("Base: " + base, new Font(Font.SANS_SERIF, Font.PLAIN, 15), both, true);
    chart.setBackgroundPaint(Color.WHITE);
    try (OutputStream out = Files.newOutputStream(file)) {
      ChartUtils.writeChartAsPNG(out, chart, WIDTH, HEIGHT);
    }
  }

  private static XYPlot plot(
      List<Scaling> scalings, Workload base, String label, ToDoubleFunction<Cost> cost) {
    XYSeriesCollection data = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
    for (Scaling scaling : scalings) {
      XYSeries series = new XYSeries(scaling.axis().text());
      double unit = scaling.axis().value(base);
      for (Scaling.Point point : scaling.points()) {
        series.add(scaling.axis().value(point.workload()) / unit, cost.applyAsDouble(point.cost()));
      }
      renderer.setSeriesPaint(data.getSeriesCount(), COLOURS[scaling.axis().ordinal()]);
      renderer.setSeriesShape(
          data.getSeriesCount(),
          DefaultDrawingSupplier.DEFAULT_SHAPE_SEQUENCE[scaling.axis().ordinal()]);
      renderer.setSeriesStroke(data.getSeriesCount(), new BasicStroke(2));
      data.addSeries(series);
    }
    XYPlot plot = new XYPlot(data, null, axis(label), renderer);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    return plot;
  }

  private static LogAxis axis(String label) {
    LogAxis axis = new LogAxis(label);
    axis.setBase(2);
    axis.setTickUnit(new NumberTickUnit(1));
    axis.setNumberFormatOverride(new DecimalFormat("0.###"));
    return axis;
  }
}

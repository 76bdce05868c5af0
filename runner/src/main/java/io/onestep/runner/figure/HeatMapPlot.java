package io.onestep.runner.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.FigureSpec;
import io.onestep.runner.series.Series;
import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.LookupPaintScale;
import org.jfree.chart.renderer.PaintScale;
import org.jfree.chart.title.PaintScaleLegend;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYZDataset;

/** Heat maps over two axes, a panel for each series, with one colour bar. */
final class HeatMapPlot {
  /** Anchors of viridis, which grows evenly in lightness, so it survives grey print. */
  private static final int[] VIRIDIS = {
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C,
    0xFDE725
  };

  private static final int STEPS = 256;

  /**
   * The colour bar's ends, so that their distance is a number, also after rounding up its ticks.
   */
  private static final double MOST = 1e307;

  /** Of equal values, the least length of the colour bar, so that it has numbers to show. */
  private static final double LEAST_SHARE = 1e-6;

  private final XYPlot plot;
  private final PaintScale scale;

  private HeatMapPlot(XYPlot plot, PaintScale scale) {
    this.plot = plot;
    this.scale = scale;
  }

  static HeatMapPlot of(
      List<Series> series,
      List<Axis> axes,
      String x,
      String y,
      FigureSpec spec,
      Optional<BoundaryLines> boundaries) {
    double low = spec.zMin().orElse(values(series).min().orElse(0));
    double high = spec.zMax().orElse(values(series).max().orElse(1));
    PaintScale scale = viridis(low, high);
    CellEdges columns = edges(axes.get(0), coordinates(series, Series.Value::x), spec.logX());
    CellEdges rows = edges(axes.get(1), coordinates(series, Series.Value::y), spec.logY());
    CombinedRangeXYPlot panels = new CombinedRangeXYPlot(tight(y, rows));
    panels.setGap(18);
    boolean onlySources = series.stream().map(HeatMapPlot::withoutSource).distinct().count() == 1;
    for (Series s : series) {
      CellRenderer cells = new CellRenderer(columns, rows, scale);
      XYPlot panel = new XYPlot(dataset(s), tight(x, columns), null, cells);
      Style.background(panel);
      if (series.size() > 1) {
        addTitle(panel, onlySources ? s.source() : s.name());
      }
      boundaries.ifPresent(lines -> lines.drawOn(panel, columns, rows));
      panels.add(panel);
    }
    return new HeatMapPlot(panels, scale);
  }

  /** What tells series apart but for their source. */
  private static List<Object> withoutSource(Series s) {
    return List.of(s.metric(), s.activation(), s.model(), s.readout());
  }

  /** A panel of a combined plot has no title of its own: this one is the label of a bare axis. */
  private static void addTitle(XYPlot panel, String title) {
    NumberAxis top = Style.axis(title, false);
    top.setTickLabelsVisible(false);
    top.setTickMarksVisible(false);
    top.setLabelInsets(new RectangleInsets(2, 0, 4, 0));
    panel.setDomainAxis(1, top);
    panel.setDomainAxisLocation(1, AxisLocation.TOP_OR_LEFT);
  }

  /** An axis that ends where the cells do. */
  private static NumberAxis tight(String label, CellEdges edges) {
    NumberAxis axis = Style.axis(label, edges.logarithmic());
    axis.setRange(edges.first(), edges.last());
    return axis;
  }

  /** Columns in between that have no value at all, as all their trials failed, are left white. */
  private static CellEdges edges(Axis axis, DoubleStream drawn, boolean logarithmic) {
    DoubleSummaryStatistics all = drawn.summaryStatistics();
    return CellEdges.of(
        axis.list().stream()
            .mapToDouble(JsonNode::doubleValue)
            .filter(value -> value >= all.getMin() && value <= all.getMax()),
        logarithmic);
  }

  private static DoubleStream coordinates(
      List<Series> series, ToDoubleFunction<Series.Value> coordinate) {
    return series.stream().flatMap(s -> s.values().stream()).mapToDouble(coordinate);
  }

  private static DoubleStream values(List<Series> series) {
    return coordinates(series, Series.Value::mean);
  }

  private static DefaultXYZDataset dataset(Series series) {
    int size = series.values().size();
    double[][] xyz = new double[3][size];
    for (int i = 0; i < size; i++) {
      Series.Value v = series.values().get(i);
      xyz[0][i] = v.x();
      xyz[1][i] = v.y();
      xyz[2][i] = v.mean();
    }
    DefaultXYZDataset dataset = new DefaultXYZDataset();
    dataset.addSeries(series.name(), xyz);
    return dataset;
  }

  /** A colour bar has a length, which is a number. */
  private static PaintScale viridis(double least, double largest) {
    double low = bounded(least);
    double high = bounded(largest);
    if (!(high > low)) {
      high = low + Math.max(1, LEAST_SHARE * Math.abs(low));
    }
    LookupPaintScale scale = new LookupPaintScale(low, high, colour(0));
    for (int i = 0; i < STEPS; i++) {
      scale.add(low + (high - low) * i / STEPS, colour(i / (STEPS - 1.0)));
    }
    return new Clipped(scale);
  }

  private static double bounded(double value) {
    return Math.max(-MOST, Math.min(MOST, value));
  }

  /** Values beyond the ends have the colours of the ends. */
  private record Clipped(PaintScale scale) implements PaintScale {
    @Override
    public double getLowerBound() {
      return scale.getLowerBound();
    }

    @Override
    public double getUpperBound() {
      return scale.getUpperBound();
    }

    @Override
    public Paint getPaint(double value) {
      return scale.getPaint(Math.max(getLowerBound(), Math.min(getUpperBound(), value)));
    }
  }

  private static Color colour(double position) {
    double at = position * (VIRIDIS.length - 1);
    int i = Math.min((int) at, VIRIDIS.length - 2);
    Color from = new Color(VIRIDIS[i]);
    Color to = new Color(VIRIDIS[i + 1]);
    return new Color(
        mix(from.getRed(), to.getRed(), at - i),
        mix(from.getGreen(), to.getGreen(), at - i),
        mix(from.getBlue(), to.getBlue(), at - i));
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + share * (to - from));
  }

  XYPlot plot() {
    return plot;
  }

  PaintScaleLegend colourBar(String label) {
    NumberAxis axis = Style.axis(label, false);
    PaintScaleLegend bar = new PaintScaleLegend(scale, axis);
    bar.setPosition(RectangleEdge.RIGHT);
    bar.setStripWidth(18);
    bar.setSubdivisionCount(STEPS);
    bar.setMargin(new RectangleInsets(10, 14, 48, 6));
    bar.setBackgroundPaint(Color.WHITE);
    axis.setLabelFont(Style.font(Font.PLAIN, 14));
    return bar;
  }
}

package io.onestep.runner.figure;

import io.onestep.runner.series.Series;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Curves as the paper draws them: colour and marker tell the activation, points are networks and
 * lines their equivalents, dashes tell equivalents apart (with a single activation, colours do as
 * well, and colours and markers tell metrics apart); bars are standard errors. Predictions are
 * dashed lines in a darker shade of the colour of what they predict (with several activations,
 * their dashes tell models apart, too), and have bars only where nothing else is drawn.
 */
final class CurvePlot {
  /** Okabe and Ito's palette, told apart with any kind of colour blindness and by its lightness. */
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xD55E00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9),
    new Color(0x000000)
  };

  private static final float[][] DASHES = {null, {8, 4}, {2, 3}, {9, 3, 2, 3}};

  /** Of one period, so that predictions that agree do not fill each other's gaps. */
  private static final float[][] DASHES_OF_THEORY = {{5, 3}, {2, 6}, {1, 3, 1, 3}, {4, 1, 2, 1}};

  /** A logarithmic axis adds a decade or two, and counts decades without end once at infinity. */
  private static final double LEAST_LOGARITHMIC = 1e-300;

  private CurvePlot() {}

  /** An axis that is to be logarithmic is linear if it would have no value to show. */
  static XYPlot of(List<Series> series, String x, boolean logX, String y, boolean logY) {
    if ((logX || logY)
        && series.stream().flatMap(s -> s.values().stream()).allMatch(v -> isGap(v, logX, logY))) {
      return of(series, x, logX && logY, y, false);
    }
    XYPlot plot =
        new XYPlot(
            dataset(series, logX, logY),
            Style.axis(x, logX),
            Style.axis(y, logY),
            renderer(series, logX, logY));
    Style.background(plot);
    return plot;
  }

  /**
   * On a logarithmic axis a bar that would reach below a tenth of the mean ends there, and a value
   * that is not positive, or too small or too large for it, is a gap.
   */
  private static YIntervalSeriesCollection dataset(
      List<Series> series, boolean logX, boolean logY) {
    YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
    boolean onlyTheory = series.stream().allMatch(CurvePlot::isTheory);
    for (Series s : series) {
      YIntervalSeries values = new YIntervalSeries(s.name());
      for (Series.Value v : s.values()) {
        boolean none = isTheory(s) && !onlyTheory || Double.isNaN(v.standardError());
        double bar = none ? 0 : v.standardError();
        double low = v.mean() - bar;
        if (isGap(v, logX, logY)) {
          values.add(
              logX && !isOnLogAxis(v.x()) ? Double.NaN : v.x(), Double.NaN, Double.NaN, Double.NaN);
        } else {
          values.add(v.x(), v.mean(), logY ? Math.max(low, v.mean() / 10) : low, v.mean() + bar);
        }
      }
      dataset.addSeries(values);
    }
    return dataset;
  }

  private static boolean isTheory(Series s) {
    return s.source().equals("theory");
  }

  private static boolean isGap(Series.Value v, boolean logX, boolean logY) {
    return logX && !isOnLogAxis(v.x()) || logY && !isOnLogAxis(v.mean());
  }

  private static boolean isOnLogAxis(double value) {
    return value >= LEAST_LOGARITHMIC && value <= 1 / LEAST_LOGARITHMIC;
  }

  /** A line between gaps has no length: a value between two has a marker, whatever its series. */
  private static boolean isAlone(List<Series.Value> values, int i, boolean logX, boolean logY) {
    return (i == 0 || isGap(values.get(i - 1), logX, logY))
        && (i == values.size() - 1 || isGap(values.get(i + 1), logX, logY));
  }

  private static XYErrorRenderer renderer(List<Series> series, boolean logX, boolean logY) {
    XYErrorRenderer renderer =
        new XYErrorRenderer() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean getItemShapeVisible(int row, int item) {
            return super.getItemShapeVisible(row, item)
                || isAlone(series.get(row).values(), item, logX, logY);
          }
        };
    renderer.setDrawXError(false);
    renderer.setDrawYError(
        series.stream().flatMap(s -> s.values().stream()).anyMatch(v -> v.standardError() > 0));
    renderer.setCapLength(0); // caps would be drawn where there is no bar
    renderer.setErrorStroke(new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    boolean oneActivation = series.stream().mapToInt(Series::activation).distinct().count() == 1;
    List<String> metrics = series.stream().map(Series::metric).distinct().toList();
    for (int i = 0; i < series.size(); i++) {
      Series s = series.get(i);
      boolean theory = isTheory(s);
      boolean points = s.model() == 0 && !theory;
      int metric = metrics.indexOf(s.metric());
      int hue = oneActivation ? s.model() + metric : s.activation();
      Color colour = COLOURS[hue % COLOURS.length];
      int dashes = oneActivation ? 0 : s.model() % DASHES_OF_THEORY.length;
      float[] dash =
          theory ? DASHES_OF_THEORY[dashes] : DASHES[Math.max(0, s.model() - 1) % DASHES.length];
      renderer.setSeriesPaint(i, theory ? colour.darker() : colour);
      renderer.setSeriesShape(i, marker(s.activation() + metric));
      renderer.setSeriesShapesVisible(i, points);
      renderer.setSeriesShapesFilled(i, s.readout() == 0 && !theory);
      renderer.setSeriesLinesVisible(i, !points);
      renderer.setSeriesStroke(
          i, new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f));
    }
    renderer.setLegendLine(new Line2D.Double(-14, 0, 14, 0));
    return renderer;
  }

  private static Shape marker(int index) {
    return switch (index % 4) {
      case 0 -> new Ellipse2D.Double(-4.5, -4.5, 9, 9);
      case 1 -> new Rectangle2D.Double(-4, -4, 8, 8);
      case 2 -> polygon(0, -5.5, 5, 4, -5, 4);
      default -> polygon(0, -6, 6, 0, 0, 6, -6, 0);
    };
  }

  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }

  static LegendTitle legend(XYPlot plot) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setItemFont(Style.font(Font.PLAIN, 13));
    legend.setFrame(BlockBorder.NONE);
    legend.setItemLabelPadding(new RectangleInsets(4, 4, 4, 4));
    return legend;
  }
}

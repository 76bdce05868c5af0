package io.onestep.runner.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.FigureSpec;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.w3c.dom.Document;

/**
 * A figure as the paper draws it: colour and marker tell the activation, points are networks and
 * lines their equivalents, dashes tell equivalents apart; bars are standard errors.
 */
public final class Figure {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  /** Pixels of the bitmap for each unit of the drawing: sharp in print too. */
  private static final int RESOLUTION = 2;

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

  private final JFreeChart chart;

  private Figure(JFreeChart chart) {
    this.chart = chart;
  }

  /**
   * Draws the figure of a run.
   *
   * @param result the run
   * @return the figure; empty if the run has no curve to draw: no sweep, several axes, an axis that
   *     is not of numbers, or no value of the figure's metric
   */
  public static Optional<Figure> of(RunResult result) {
    Experiment experiment = result.experiment();
    FigureSpec spec = experiment.spec().figure();
    boolean curve =
        experiment.spec().sweep().size() == 1
            && experiment.spec().sweep().get(0).list().stream().allMatch(JsonNode::isNumber);
    if (!curve) {
      return Optional.empty();
    }
    List<Series> series = Series.of(result, spec.metric());
    if (series.isEmpty()) {
      return Optional.empty();
    }
    String x = spec.xLabel().isEmpty() ? experiment.spec().sweep().get(0).name() : spec.xLabel();
    String y = spec.yLabel().isEmpty() ? spec.metric().replace('_', ' ') : spec.yLabel();
    XYPlot plot =
        new XYPlot(dataset(series), axis(x, spec.logX()), axis(y, spec.logY()), renderer(series));
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(new Color(0xDDDDDD));
    plot.setRangeGridlinePaint(new Color(0xDDDDDD));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = new JFreeChart(experiment.spec().title(), font(Font.BOLD, 17), plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 10, 10, 16));
    String trials =
        experiment.spec().trials() == 1
            ? "1 trial"
            : experiment.spec().trials() + " trials, bars: standard error";
    chart.addSubtitle(
        new TextTitle(experiment.spec().name() + ", " + trials, font(Font.PLAIN, 13)));
    chart.addSubtitle(legend(plot));
    return Optional.of(new Figure(chart));
  }

  private static YIntervalSeriesCollection dataset(List<Series> series) {
    YIntervalSeriesCollection dataset = new YIntervalSeriesCollection();
    for (Series s : series) {
      YIntervalSeries values = new YIntervalSeries(s.name());
      for (Series.Value v : s.values()) {
        double bar = Double.isNaN(v.standardError()) ? 0 : v.standardError();
        values.add(v.x(), v.y(), v.y() - bar, v.y() + bar);
      }
      dataset.addSeries(values);
    }
    return dataset;
  }

  private static XYErrorRenderer renderer(List<Series> series) {
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(5);
    renderer.setErrorStroke(new BasicStroke(1.2f));
    for (int i = 0; i < series.size(); i++) {
      Series s = series.get(i);
      boolean points = s.model() == 0;
      Color colour = COLOURS[s.activation() % COLOURS.length];
      float[] dash = DASHES[Math.max(0, s.model() - 1) % DASHES.length];
      renderer.setSeriesPaint(i, colour);
      renderer.setSeriesShape(i, marker(s.activation()));
      renderer.setSeriesShapesVisible(i, points);
      renderer.setSeriesShapesFilled(i, s.readout() == 0);
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

  private static ValueAxis axis(String label, boolean logarithmic) {
    NumberAxis linear = new NumberAxis();
    linear.setAutoRangeIncludesZero(false);
    ValueAxis axis = logarithmic ? new LogAxis() : linear;
    axis.setLabel(label);
    axis.setLabelFont(font(Font.PLAIN, 15));
    axis.setTickLabelFont(font(Font.PLAIN, 13));
    axis.setAxisLinePaint(Color.DARK_GRAY);
    axis.setTickMarkPaint(Color.DARK_GRAY);
    return axis;
  }

  private static LegendTitle legend(XYPlot plot) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setItemFont(font(Font.PLAIN, 13));
    legend.setFrame(BlockBorder.NONE);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemLabelPadding(new RectangleInsets(4, 4, 4, 4));
    return legend;
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /**
   * Returns the figure as vectors.
   *
   * @return an SVG document
   * @throws IOException never, as nothing but memory is written to
   */
  public String svg() throws IOException {
    Document document = emptyDocument();
    SVGGraphics2D graphics = new SVGGraphics2D(document);
    graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    StringWriter text = new StringWriter();
    graphics.stream(text, true);
    return text.toString();
  }

  private static Document emptyDocument() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument("http://www.w3.org/2000/svg", "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform can make an XML document", e);
    }
  }

  /**
   * Returns the figure as pixels.
   *
   * @return a PNG file
   * @throws IOException never, as nothing but memory is written to
   */
  public byte[] png() throws IOException {
    BufferedImage image =
        new BufferedImage(RESOLUTION * WIDTH, RESOLUTION * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.transform(AffineTransform.getScaleInstance(RESOLUTION, RESOLUTION));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}

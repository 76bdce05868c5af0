package io.onestep.runner.figure;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.FigureSpec;
import io.onestep.runner.series.Series;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.w3c.dom.Document;

/** The figure of a run: curves along one axis, or a heat map over two. */
public final class Figure {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 560;

  /** What the plot and its axis have of the width at least, whatever the legend. */
  private static final int LEAST_PLOT = 450;

  /** The most that a legend makes of the width: a bitmap of 24 MB. */
  private static final int MOST_WIDTH = 4 * WIDTH;

  /** Title, subtitle and padding have about so much of the height. */
  private static final int TITLES = 80;

  /** Pixels of the bitmap for each unit of the drawing: sharp in print too. */
  private static final int RESOLUTION = 2;

  private final JFreeChart chart;
  private final int width;

  private Figure(JFreeChart chart, int width) {
    this.chart = chart;
    this.width = width;
  }

  /**
   * Draws the figure of a run.
   *
   * @param result the run
   * @return the figure; empty if the run has none: its sweep is not of one or two axes of numbers,
   *     or nothing has the figure's metric
   */
  public static Optional<Figure> of(RunResult result) {
    Experiment experiment = result.experiment();
    FigureSpec spec = experiment.spec().figure();
    List<Axis> axes = experiment.spec().sweep();
    boolean numbers =
        axes.stream().flatMap(axis -> axis.list().stream()).allMatch(JsonNode::isNumber);
    if (!numbers || axes.isEmpty() || axes.size() > 2) {
      return Optional.empty();
    }
    List<Series> series = Series.of(result, spec);
    if (series.isEmpty()) {
      return Optional.empty();
    }
    String metric = spec.metric().replace('_', ' ');
    String x = orElse(spec.xLabel(), axes.get(0).name());
    if (axes.size() == 1) {
      XYPlot plot =
          CurvePlot.of(series, x, spec.logX(), orElse(spec.yLabel(), metric), spec.logY());
      LegendTitle legend = CurvePlot.legend(plot);
      return Optional.of(new Figure(chart(experiment, plot, legend), width(legend)));
    }
    Optional<BoundaryLines> boundaries =
        spec.boundaries().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new BoundaryLines(spec.boundaries(), axes.get(0).path().endsWith("alpha")));
    HeatMapPlot map =
        HeatMapPlot.of(
            series, axes, x, orElse(spec.yLabel(), axes.get(1).name()), spec, boundaries);
    return Optional.of(
        new Figure(
            chart(experiment, map.plot(), map.colourBar(orElse(spec.zLabel(), metric))), WIDTH));
  }

  /** The figure's width: a legend of many columns or long names would leave none for the plot. */
  static int width(LegendTitle legend) {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR).createGraphics();
    RectangleConstraint room =
        new RectangleConstraint(new Range(0, MOST_WIDTH), new Range(0, HEIGHT - TITLES));
    double needed = LEAST_PLOT + legend.arrange(graphics, room).getWidth();
    graphics.dispose();
    return (int) Math.min(MOST_WIDTH, Math.max(WIDTH, Math.ceil(needed)));
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  private static JFreeChart chart(Experiment experiment, XYPlot plot, Title legend) {
    JFreeChart chart =
        new JFreeChart(experiment.spec().title(), Style.font(Font.BOLD, 17), plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(10, 10, 10, 16));
    int trials = experiment.spec().trials();
    boolean bars = trials > 1 && experiment.spec().sweep().size() == 1;
    String subtitle =
        "%s, %d %s%s"
            .formatted(
                experiment.spec().name(),
                trials,
                trials == 1 ? "trial" : "trials",
                bars ? ", bars: standard error" : "");
    chart.addSubtitle(new TextTitle(subtitle, Style.font(Font.PLAIN, 13)));
    if (!experiment.spec().figure().boundaries().isEmpty()) {
      chart.addSubtitle(new TextTitle(BoundaryLines.LEGEND, Style.font(Font.PLAIN, 12)));
    }
    chart.addSubtitle(legend);
    return chart;
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
    graphics.setSVGCanvasSize(new Dimension(width, HEIGHT));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, HEIGHT));
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
   */
  public byte[] png() {
    BufferedImage image =
        // The kind of image that is encoded fastest.
        new BufferedImage(RESOLUTION * width, RESOLUTION * HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.transform(AffineTransform.getScaleInstance(RESOLUTION, RESOLUTION));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, HEIGHT));
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: ImageIO's own stream is a temporary file, and none is made once a process is to
    // end.
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written to", e);
    }
    return bytes.toByteArray();
  }
}

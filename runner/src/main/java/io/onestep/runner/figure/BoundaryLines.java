package io.onestep.runner.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Path2D;
import java.util.List;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.TextAnchor;

/**
 * Boundaries of equivalent models' degrees on a map over alpha and beta: theorem 4's as lines with
 * their values, the sharper rule's as dashed curves. White on black, to be seen on any colour.
 */
record BoundaryLines(List<Integer> degrees, boolean alphaFirst) {
  static final String LEGEND =
      "lines: theorem 4's boundaries of the degree, dashed: a sharper rule's (heuristic)";

  private static final int STEPS = 200;
  private static final float[] DASH = {6, 4};

  /** Lines begin where the cells do, if not at alpha = 0, which a logarithmic axis has not. */
  void drawOn(XYPlot panel, CellEdges columns, CellEdges rows) {
    double from = Math.max(0, (alphaFirst ? columns : rows).first());
    for (int degree : degrees) {
      DegreeBoundary boundary = new DegreeBoundary(degree);
      double beta = boundary.theorem4();
      Path2D curve = new Path2D.Double();
      for (int i = 0; i <= STEPS; i++) {
        double alpha = from + (1 - from) * i / STEPS;
        add(alpha, boundary.sharper(alpha), curve);
      }
      for (boolean halo : new boolean[] {true, false}) {
        Color colour = halo ? Color.BLACK : Color.WHITE;
        panel.addAnnotation(new XYShapeAnnotation(curve, stroke(halo, DASH), colour), false);
        panel.addAnnotation(line(from, beta, stroke(halo, null), colour), false);
      }
      label(panel, boundary.toString(), beta);
    }
  }

  private void add(double alpha, double beta, Path2D curve) {
    double x = alphaFirst ? alpha : beta;
    double y = alphaFirst ? beta : alpha;
    if (curve.getCurrentPoint() == null) {
      curve.moveTo(x, y);
    } else {
      curve.lineTo(x, y);
    }
  }

  private XYLineAnnotation line(double from, double beta, BasicStroke stroke, Color colour) {
    return alphaFirst
        ? new XYLineAnnotation(from, beta, 1, beta, stroke, colour)
        : new XYLineAnnotation(beta, from, beta, 1, stroke, colour);
  }

  private static BasicStroke stroke(boolean halo, float[] dash) {
    return new BasicStroke(
        halo ? 3.5f : 1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f);
  }

  private void label(XYPlot panel, String text, double beta) {
    XYTextAnnotation label =
        alphaFirst ? new XYTextAnnotation(text, 1, beta) : new XYTextAnnotation(text, beta, 1);
    label.setFont(Style.font(Font.BOLD, 12));
    label.setPaint(Color.BLACK);
    label.setBackgroundPaint(Color.WHITE);
    label.setTextAnchor(alphaFirst ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER);
    panel.addAnnotation(label, false);
  }
}

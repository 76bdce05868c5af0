package io.onestep.runner.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
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

  void drawOn(XYPlot panel) {
    for (int degree : degrees) {
      DegreeBoundary boundary = new DegreeBoundary(degree);
      draw(panel, sharper(boundary), DASH);
      double beta = boundary.theorem4();
      draw(panel, line(0, beta, 1, beta), null);
      label(panel, boundary.toString(), beta);
    }
  }

  private Shape sharper(DegreeBoundary boundary) {
    Path2D curve = new Path2D.Double();
    for (int i = 0; i <= STEPS; i++) {
      double alpha = i / (double) STEPS;
      double beta = boundary.sharper(alpha);
      double x = alphaFirst ? alpha : beta;
      double y = alphaFirst ? beta : alpha;
      if (i == 0) {
        curve.moveTo(x, y);
      } else {
        curve.lineTo(x, y);
      }
    }
    return curve;
  }

  private Shape line(double alpha1, double beta1, double alpha2, double beta2) {
    return alphaFirst
        ? new Line2D.Double(alpha1, beta1, alpha2, beta2)
        : new Line2D.Double(beta1, alpha1, beta2, alpha2);
  }

  private static void draw(XYPlot panel, Shape shape, float[] dash) {
    for (boolean halo : new boolean[] {true, false}) {
      BasicStroke stroke =
          new BasicStroke(
              halo ? 3.5f : 1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f);
      panel.addAnnotation(
          new XYShapeAnnotation(shape, stroke, halo ? Color.BLACK : Color.WHITE), false);
    }
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

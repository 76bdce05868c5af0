package io.onestep.runner.figure;

import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** What all figures look like. */
final class Style {
  private static final Color GRID = new Color(0xDDDDDD);

  private Style() {}

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  static NumberAxis axis(String label, boolean logarithmic) {
    NumberAxis axis = logarithmic ? new DecadeAxis(label) : new NumberAxis(label);
    axis.setAutoRangeIncludesZero(false);
    axis.setAutoRangeStickyZero(false); // markers at 0 are whole
    axis.setLabelFont(font(Font.PLAIN, 15));
    axis.setTickLabelFont(font(Font.PLAIN, 13));
    axis.setAxisLinePaint(Color.DARK_GRAY);
    axis.setTickMarkPaint(Color.DARK_GRAY);
    return axis;
  }

  static void background(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }
}

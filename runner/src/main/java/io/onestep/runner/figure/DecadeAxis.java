package io.onestep.runner.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.plot.ValueAxisPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/**
 * A logarithmic axis with as many numbers on it as there is room for: round ones within a decade,
 * where there may be no power of ten, 1, 2 and 5 times powers of ten within two, and powers of ten
 * beyond.
 */
final class DecadeAxis extends LogarithmicAxis {
  private static final long serialVersionUID = 1L;

  /** Numbers at most; of a whole decade from 1 they are 1, 2, ... 10. */
  private static final int NUMBERS = 10;

  /** Decades of which 2, 3, ... 9 times the power of ten have ticks, too. */
  private static final int WITH_MINOR_TICKS = 6;

  /** From here on, and from its inverse, numbers are written with an exponent. */
  private static final int LARGEST_PLAIN_EXPONENT = 5;

  /** Of the decades of the values, what is added at either end so that markers are whole. */
  private static final double MARGIN = 0.05;

  /** The margin in decades, at least and at most. */
  private static final double LEAST_MARGIN = 0.005;

  private static final double LARGEST_MARGIN = 2;

  DecadeAxis(String label) {
    super(label);
  }

  /** The margins of the class above are a share of the exponent: almost none beside 1. */
  @Override
  public void autoAdjustRange() {
    super.autoAdjustRange();
    Range data = getPlot() instanceof ValueAxisPlot plot ? plot.getDataRange(this) : null;
    if (data != null && data.getLowerBound() > 0) {
      double decades = Math.log10(data.getUpperBound()) - Math.log10(data.getLowerBound());
      double margin = Math.max(LEAST_MARGIN, Math.min(LARGEST_MARGIN, MARGIN * decades));
      double factor = Math.pow(10, margin);
      setRange(
          new Range(data.getLowerBound() / factor, data.getUpperBound() * factor), false, false);
      setupSmallLogFlag();
    }
  }

  @Override
  protected List<NumberTick> refreshTicksHorizontal(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    return ticks(edge == RectangleEdge.TOP ? TextAnchor.BOTTOM_CENTER : TextAnchor.TOP_CENTER);
  }

  @Override
  protected List<NumberTick> refreshTicksVertical(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    return ticks(edge == RectangleEdge.RIGHT ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER_RIGHT);
  }

  private List<NumberTick> ticks(TextAnchor anchor) {
    double decades = Math.log10(getUpperBound() / getLowerBound());
    return decades <= 1 ? withinDecade(anchor) : ofPowers(decades, anchor);
  }

  private List<NumberTick> withinDecade(TextAnchor anchor) {
    TickUnit unit =
        NumberAxis.createStandardTickUnits().getCeilingTickUnit(getRange().getLength() / NUMBERS);
    List<NumberTick> ticks = new ArrayList<>();
    long last = (long) Math.floor(getUpperBound() / unit.getSize());
    for (long i = (long) Math.ceil(getLowerBound() / unit.getSize()); i <= last; i++) {
      double value = i * unit.getSize();
      ticks.add(tick(TickType.MAJOR, value, unit.valueToString(value), anchor));
    }
    return ticks;
  }

  private List<NumberTick> ofPowers(double decades, TextAnchor anchor) {
    int apart = (int) Math.ceil(decades / NUMBERS);
    List<NumberTick> ticks = new ArrayList<>();
    int last = (int) Math.floor(Math.log10(getUpperBound()));
    for (int power = (int) Math.floor(Math.log10(getLowerBound())); power <= last; power++) {
      for (int digit = 1; digit <= (decades <= WITH_MINOR_TICKS ? 9 : 1); digit++) {
        BigDecimal value = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
        boolean numbered =
            digit == 1 && power % apart == 0 || decades <= 2 && (digit == 2 || digit == 5);
        if (getRange().contains(value.doubleValue())) {
          ticks.add(
              numbered
                  ? tick(TickType.MAJOR, value.doubleValue(), text(value, power), anchor)
                  : tick(TickType.MINOR, value.doubleValue(), "", anchor));
        }
      }
    }
    return ticks;
  }

  private static String text(BigDecimal value, int power) {
    return Math.abs(power) <= LARGEST_PLAIN_EXPONENT
        ? value.toPlainString()
        : value.round(new MathContext(1)).unscaledValue() + "e" + power;
  }

  private static NumberTick tick(TickType type, double value, String text, TextAnchor anchor) {
    return new NumberTick(type, value, text, anchor, TextAnchor.CENTER, 0);
  }
}

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
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

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

  DecadeAxis(String label) {
    super(label);
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

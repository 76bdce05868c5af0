package io.onestep.runner.figure;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis that within a decade has ticks at round numbers: of powers of ten there might
 * be one on it, or none.
 */
final class DecadeAxis extends LogarithmicAxis {
  private static final long serialVersionUID = 1L;

  /** Ticks at most; of a whole decade from 1 they are at 1, 2, ... 10. */
  private static final int TICKS = 10;

  DecadeAxis(String label) {
    super(label);
  }

  @Override
  protected List<?> refreshTicksHorizontal(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    return isWithinDecade()
        ? ticks(edge == RectangleEdge.TOP ? TextAnchor.BOTTOM_CENTER : TextAnchor.TOP_CENTER)
        : super.refreshTicksHorizontal(graphics, area, edge);
  }

  @Override
  protected List<?> refreshTicksVertical(
      Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    return isWithinDecade()
        ? ticks(edge == RectangleEdge.RIGHT ? TextAnchor.CENTER_LEFT : TextAnchor.CENTER_RIGHT)
        : super.refreshTicksVertical(graphics, area, edge);
  }

  private boolean isWithinDecade() {
    return getUpperBound() <= 10 * getLowerBound();
  }

  private List<NumberTick> ticks(TextAnchor anchor) {
    TickUnit unit =
        NumberAxis.createStandardTickUnits().getCeilingTickUnit(getRange().getLength() / TICKS);
    List<NumberTick> ticks = new ArrayList<>();
    long last = (long) Math.floor(getUpperBound() / unit.getSize());
    for (long i = (long) Math.ceil(getLowerBound() / unit.getSize()); i <= last; i++) {
      double value = i * unit.getSize();
      ticks.add(new NumberTick(value, unit.valueToString(value), anchor, TextAnchor.CENTER, 0));
    }
    return ticks;
  }
}

package io.onestep.api.parameter;

import io.onestep.api.error.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval of real numbers.
 *
 * @param lower the lower end
 * @param lowerIncluded whether the lower end belongs to it
 * @param upper the upper end
 * @param upperIncluded whether the upper end belongs to it
 */
public record Range(double lower, boolean lowerIncluded, double upper, boolean upperIncluded) {
  private static final Pattern NOTATION =
      Pattern.compile("\\s*([\\[(])\\s*([^,\\s]+)\\s*,\\s*([^,\\s]+)\\s*([])])\\s*");

  /** Validates that the ends are ordered. */
  public Range {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("a range needs lower <= upper: " + lower + ", " + upper);
    }
  }

  /**
   * Reads an interval in the usual notation.
   *
   * @param text for example {@code "[0, 1)"} or {@code "(0, inf)"}
   * @return the interval
   * @throws IllegalArgumentException if the text is no interval
   */
  public static Range parse(String text) {
    Matcher matcher = NOTATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an interval such as '[0, 1)': " + text);
    }
    return new Range(
        end(matcher.group(2)),
        matcher.group(1).equals("["),
        end(matcher.group(3)),
        matcher.group(4).equals("]"));
  }

  private static double end(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /**
   * Returns whether a number lies in this interval.
   *
   * @param value the number; NaN and the infinities lie in no interval
   * @return whether it lies inside
   */
  public boolean contains(double value) {
    return Double.isFinite(value)
        && (lowerIncluded ? value >= lower : value > lower)
        && (upperIncluded ? value <= upper : value < upper);
  }

  /**
   * Returns the value if it lies in this interval.
   *
   * @param parameter the name of the parameter
   * @param value its value
   * @return the value
   * @throws InvalidValueException if it lies outside
   */
  public double require(String parameter, double value) {
    if (!contains(value)) {
      throw new InvalidValueException(parameter, value, "in " + this);
    }
    return value;
  }

  /** Returns the interval in the usual notation. */
  @Override
  public String toString() {
    return (lowerIncluded ? "[" : "(")
        + text(lower)
        + ", "
        + text(upper)
        + (upperIncluded ? "]" : ")");
  }

  private static String text(double end) {
    if (Double.isInfinite(end)) {
      return end > 0 ? "inf" : "-inf";
    }
    return end == Math.rint(end) && Math.abs(end) < 1e15
        ? Long.toString((long) end)
        : Double.toString(end);
  }
}

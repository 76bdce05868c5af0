package io.onestep.equivalence.assumption;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers as a reader wants them. */
final class NumberText {
  private static final MathContext DIGITS = new MathContext(4);

  /** Below this a number is what rounding left of a zero. */
  private static final double ROUNDING = 1e-12;

  /** The longest list that is written in full. */
  private static final int LISTED = 4;

  private NumberText() {}

  /** Returns a number with four digits, without zeros at its end. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (Math.abs(value) < ROUNDING) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return Math.abs(value) < 1e-4 || Math.abs(value) >= 1e7
        ? rounded.toString()
        : rounded.toPlainString();
  }

  /** Returns a few numbers one by one, more by their range, equal ones once. */
  static String of(double[] values) {
    String[] texts = Arrays.stream(values).mapToObj(NumberText::of).toArray(String[]::new);
    if (Arrays.stream(texts).distinct().count() == 1) {
      return texts[0];
    }
    return texts.length <= LISTED
        ? Arrays.stream(texts).collect(Collectors.joining(", "))
        : of(Arrays.stream(values).min().orElseThrow())
            + " to "
            + of(Arrays.stream(values).max().orElseThrow());
  }
}

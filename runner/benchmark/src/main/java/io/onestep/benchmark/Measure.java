package io.onestep.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a benchmark's ratios tell. */
public enum Measure {
  /** Time of a trial by the engine, over that by numpy. */
  ENGINE_TO_NUMPY(false),
  /** Rate of a trial's operations, over that of bare products in double precision. */
  RATE_TO_DGEMM(true),
  /** Rate of a trial's operations, over that of bare products in single precision. */
  RATE_TO_SGEMM(true),
  /** Share of a trial's time that is not multiplication. */
  OUTSIDE_MULTIPLICATION(false),
  /** Time of a prediction, over that of a trial. */
  PREDICTION_TO_TRIAL(false);

  private final boolean moreIsBetter;

  Measure(boolean moreIsBetter) {
    this.moreIsBetter = moreIsBetter;
  }

  /**
   * Returns the name in files.
   *
   * @return lower case with underscores
   */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns how much worse a ratio has become.
   *
   * @param before the ratio in the baseline
   * @param now the ratio now
   * @return the share of time added: 0.1 is 10 % more time, or a rate lower by a factor of 1.1;
   *     negative where it has improved
   */
  public double loss(double before, double now) {
    return moreIsBetter ? before / now - 1 : now / before - 1;
  }

  static Optional<Measure> of(String text) {
    return Arrays.stream(values()).filter(m -> m.text().equals(text)).findFirst();
  }
}

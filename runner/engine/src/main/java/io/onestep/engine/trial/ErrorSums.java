package io.onestep.engine.trial;

import java.util.List;
import org.apache.commons.math3.special.Erf;

/** Sums up the errors of one readout's predictions on the test samples. */
final class ErrorSums {
  /** Whether wrong signs are summed up, too; with noisy features each costs an error function. */
  private final boolean signs;

  private double squares;
  private double wrongSigns;
  private int count;

  ErrorSums(boolean signs) {
    this.signs = signs;
  }

  /** Returns the sums over all samples of several. */
  static ErrorSums of(List<ErrorSums> parts) {
    ErrorSums all = new ErrorSums(parts.get(0).signs);
    for (ErrorSums part : parts) {
      all.squares += part.squares;
      all.wrongSigns += part.wrongSigns;
      all.count += part.count;
    }
    return all;
  }

  /**
   * Adds a prediction that is Gaussian about its mean, for the noise of the features.
   *
   * @param mean the mean prediction
   * @param variance its variance; 0 if there is no noise
   * @param y the label
   */
  void add(double mean, double variance, double y) {
    double difference = y - mean;
    squares += difference * difference + variance;
    if (signs) {
      wrongSigns += probabilityOfWrongSign(mean * Math.signum(y), variance);
    }
    count++;
  }

  private static double probabilityOfWrongSign(double margin, double variance) {
    if (variance > 0) {
      return 0.5 * Erf.erfc(margin / Math.sqrt(2 * variance));
    }
    return margin > 0 ? 0 : 1;
  }

  /** Returns (1/2) E (y - y_hat)^2. */
  double generalizationError() {
    return squares / (2 * count);
  }

  /** Returns P(sign y_hat differs from y), for labels +-1, if signs are summed up. */
  double classificationError() {
    return wrongSigns / count;
  }
}

package io.onestep.equivalence.prediction;

import org.hipparchus.special.Erf;

/**
 * What a readout does in a group of samples: those of a component, or of a component at one value
 * of the learned coordinate.
 *
 * @param weight the probability of the group
 * @param labelMean E y in the group
 * @param error (1/2) E (y - w^^T phi)^2 in the group
 * @param mean the mean prediction
 * @param variance the variance of predictions
 */
public record GroupPrediction(
    double weight, double labelMean, double error, double mean, double variance) {
  /**
   * Returns the share of wrong signs if the label is one, and predictions are Gaussian.
   *
   * @return a probability
   */
  public double classificationError() {
    return Erf.erfc(labelMean * mean / Math.sqrt(2 * variance)) / 2;
  }
}

package io.onestep.equivalence.prediction;

import io.onestep.equivalence.quadrature.GaussianQuadrature;
import java.util.Arrays;
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
  /** The least sqrt(1 - r^2): a correlation of 1 counts as 5e-17 less. */
  private static final double LEAST = 1e-8;

  /** What rounding may leave of a variance, as a share of the mean's square. */
  private static final double ROUNDING = 0x1p-52;

  /**
   * Returns the share of wrong signs of predictions that are Gaussian, for labels that are 1 or -1.
   * Either the label is one of them throughout, or it is 1 where a normal z, jointly Gaussian with
   * the prediction, is above a threshold t: then E y = 2 Phi(-t) - 1 tells t, and with it E[z y] =
   * 2 phi(t) and E[y w^^T phi], which the error contains, the correlation of z and the prediction.
   *
   * @return a probability
   */
  public double classificationError() {
    // A variance far below the mean's square is what rounding leaves of it, of either sign.
    double deviation = Math.sqrt(Math.max(variance, ROUNDING * mean * mean));
    if (deviation == 0) {
      return 0.5; // all predictions are 0
    }
    if (Math.abs(labelMean) == 1) {
      return below(labelMean * mean / deviation);
    }
    double threshold = -Math.sqrt(2) * Erf.erfInv(labelMean);
    double slope = Math.sqrt(2 / Math.PI) * Math.exp(-threshold * threshold / 2);
    double explained = (1 + variance + mean * mean) / 2 - error;
    double r = (explained - mean * labelMean) / (slope * deviation);
    double correlation = Math.max(-1, Math.min(1, r));
    double left = Math.max(LEAST, Math.sqrt((1 - correlation) * (1 + correlation)));
    double margin = mean / (deviation * left); // given z, margin + scale z deviations from 0
    double scale = correlation / left;
    double[] cuts = GaussianQuadrature.cuts(Math.signum(scale) * margin, Math.abs(scale));
    double[] all = Arrays.copyOf(cuts, cuts.length + 1);
    all[cuts.length] = threshold;
    return GaussianQuadrature.of(GaussianQuadrature.resolution(Math.abs(scale)), all)
        .expectation(z -> below((z > threshold ? 1 : -1) * (margin + scale * z)));
  }

  /** P(z > x) for a standard normal z. */
  private static double below(double x) {
    return Erf.erfc(x / Math.sqrt(2)) / 2;
  }
}

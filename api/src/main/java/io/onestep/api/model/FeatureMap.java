package io.onestep.api.model;

import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.random.RandomStream;

/**
 * The features phi(x) in R^k of a model, 1/sqrt(k) included, from the pre-activations u = F^ x.
 * Features may hold fresh noise, independent for each neuron and sample; it is either drawn or
 * averaged over. Immutable; all methods work on a batch in place, row by row, so that a caller may
 * cut batches as it likes.
 */
public interface FeatureMap {
  /**
   * Replaces pre-activations by features with their noise drawn.
   *
   * @param batch a batch whose values are pre-activations, overwritten by features
   * @param noise the randomness of the features' noise
   */
  void draw(Batch batch, RandomStream noise);

  /**
   * Replaces pre-activations in single precision by features with their noise drawn. As it is here,
   * it rounds the features in double precision; a model that has a faster way overrides it.
   *
   * @param batch a batch whose values are pre-activations, overwritten by features; what exceeds
   *     single precision's range becomes infinite or NaN
   * @param noise the randomness of the features' noise: the same numbers as in double precision
   */
  default void draw(RoundedBatch batch, RandomStream noise) {
    batch.widened((rows, from) -> draw(rows, noise));
  }

  /**
   * Replaces pre-activations by the features' means over their noise.
   *
   * @param batch a batch whose values are pre-activations, overwritten by mean features
   * @param w a readout, k numbers
   * @return for each row the variance of w^T phi over the noise; zeros if there is no noise
   */
  double[] average(Batch batch, double[] w);

  /**
   * Replaces pre-activations in single precision by the features' means over their noise. As it is
   * here, it rounds the means in double precision; a model that has a faster way overrides it.
   *
   * @param batch a batch whose values are pre-activations, overwritten by mean features; what
   *     exceeds single precision's range becomes infinite or NaN
   * @param w a readout, k numbers
   * @return for each row the variance of w^T phi over the noise; zeros if there is no noise
   * @throws BrokenComponentException if {@link #average(Batch, double[])} gives null, or not a
   *     number for each row
   */
  default double[] average(RoundedBatch batch, double[] w) {
    double[] variances = new double[batch.size()];
    batch.widened(
        (rows, from) -> {
          double[] each =
              BrokenComponentException.requireCount(this, "average", average(rows, w), rows.size());
          System.arraycopy(each, 0, variances, from, rows.size());
        });
    return variances;
  }
}

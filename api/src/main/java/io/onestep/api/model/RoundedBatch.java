package io.onestep.api.model;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;

/**
 * A {@link Batch} whose values are in single precision.
 *
 * @param x the inputs, a sample a row (b x n)
 * @param values the numbers, a sample a row (b x k); overwritten by a {@link FeatureMap}
 */
public record RoundedBatch(Matrix x, FloatMatrix values) {
  /** Validates that both have a row for each sample. */
  public RoundedBatch {
    if (x.rows() != values.rows()) {
      throw new IllegalArgumentException("inputs in a " + x + " but values in a " + values);
    }
  }

  /**
   * Returns the number of samples.
   *
   * @return b
   */
  public int size() {
    return x.rows();
  }

  /**
   * Returns a copy in double precision.
   *
   * @return a batch with the same inputs and new values
   */
  public Batch widened() {
    return new Batch(x, values.toMatrix());
  }
}

package io.onestep.api.model;

import io.onestep.api.algebra.Matrix;

/**
 * Some samples, and a number for each of them and each neuron: first their pre-activations, then
 * their features.
 *
 * @param x the inputs, a sample a row (b x n)
 * @param values the numbers, a sample a row (b x k); overwritten by a {@link FeatureMap}
 */
public record Batch(Matrix x, Matrix values) {
  /** Validates that both have a row for each sample. */
  public Batch {
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
}

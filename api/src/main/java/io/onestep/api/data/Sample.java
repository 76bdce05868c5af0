package io.onestep.api.data;

import io.onestep.api.algebra.Matrix;
import java.util.Objects;

/**
 * Labelled inputs.
 *
 * @param inputs the inputs, m rows
 * @param y the labels, m numbers
 */
public record Sample(Inputs inputs, double[] y) {
  /** Validates that there is a label for each row. */
  public Sample {
    Objects.requireNonNull(inputs, "inputs");
    if (y.length != inputs.x().rows()) {
      throw new IllegalArgumentException(y.length + " labels for a " + inputs.x());
    }
  }

  /**
   * Returns the inputs.
   *
   * @return X, m x n
   */
  public Matrix x() {
    return inputs.x();
  }

  /**
   * Returns the number of samples.
   *
   * @return m
   */
  public int size() {
    return y.length;
  }
}

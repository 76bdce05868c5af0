package io.onestep.api.data;

import io.onestep.api.algebra.Matrix;

/**
 * A set of inputs.
 *
 * @param x the inputs, a sample a row (m x n)
 * @param component for each row the index of the component that it was drawn from, from 0
 */
public record Inputs(Matrix x, int[] component) {
  /** Validates that there is a component for each row. */
  public Inputs {
    if (component.length != x.rows()) {
      throw new IllegalArgumentException(component.length + " components for a " + x);
    }
  }
}

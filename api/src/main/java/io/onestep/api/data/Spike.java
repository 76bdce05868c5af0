package io.onestep.api.data;

import io.onestep.api.parameter.Range;

/**
 * A rank-one part theta g g^T of a covariance.
 *
 * @param theta its strength, at least 0
 * @param direction the unit vector g, n numbers
 */
public record Spike(double theta, double[] direction) {
  /** Validates the strength and that the direction has norm 1. */
  public Spike {
    Range.parse("[0, inf)").require("theta", theta);
    double square = 0;
    for (double g : direction) {
      square += g * g;
    }
    if (!(Math.abs(square - 1) < 1e-9)) {
      throw new IllegalArgumentException(
          "the direction of a spike has norm 1, not " + Math.sqrt(square));
    }
  }
}

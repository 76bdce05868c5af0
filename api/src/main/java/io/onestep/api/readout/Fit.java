package io.onestep.api.readout;

import java.util.Objects;

/**
 * A fitted readout.
 *
 * @param weights w^, k numbers
 * @param trainingError the minimum that the fit attains, penalty included
 */
public record Fit(double[] weights, double trainingError) {
  /** Validates that there are weights. */
  public Fit {
    Objects.requireNonNull(weights, "weights");
  }
}

package io.onestep.api.prediction;

import java.util.Objects;

/**
 * A predicted number.
 *
 * @param model the index of the model in the setting's list
 * @param readout the index of the readout in the setting's list
 * @param metric what is predicted, for example {@code "generalization_error"}
 * @param value the number
 */
public record Prediction(int model, int readout, String metric, double value) {
  /** Validates that there is a metric. */
  public Prediction {
    Objects.requireNonNull(metric, "metric");
  }
}

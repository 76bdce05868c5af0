package io.onestep.api.execution;

import java.util.Objects;

/**
 * A number that a trial measured.
 *
 * @param activation the network's activation
 * @param model the model of the features, for example {@code "network"}
 * @param readout the readout
 * @param metric what was measured, for example {@code "generalization_error"}
 * @param source {@code "simulation"} or {@code "theory"}
 * @param value the number, finite
 */
public record Measurement(
    String activation, String model, String readout, String metric, String source, double value) {
  /** Validates that all names are there. */
  public Measurement {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(readout, "readout");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(source, "source");
  }
}

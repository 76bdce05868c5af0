package io.onestep.api.execution;

import java.util.Objects;

/**
 * A number that a trial measured.
 *
 * @param activation the network's activation
 * @param model the model of the features, for example {@code "network"}
 * @param readout the readout; {@value #NO_READOUT} for quantities of the first layer
 * @param metric what was measured, for example {@code "generalization_error"}
 * @param source {@code "simulation"} or {@code "theory"}
 * @param value the number, finite
 */
public record Measurement(
    String activation, String model, String readout, String metric, String source, double value) {
  /** The model of quantities that are the network's own. */
  public static final String NETWORK = "network";

  /** The readout of quantities that have none. */
  public static final String NO_READOUT = "none";

  /** Validates that all names are there. */
  public Measurement {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(readout, "readout");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(source, "source");
  }
}

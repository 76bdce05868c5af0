package io.onestep.api.observable;

import java.util.Objects;

/**
 * A named number.
 *
 * @param metric the name under which results list it: lower case, digits and underscores
 * @param source {@code "simulation"} or {@code "theory"}
 * @param value the number, finite unless the trial fails
 */
public record Observation(String metric, String source, double value) {
  private static final String SIMULATION = "simulation";
  private static final String THEORY = "theory";

  /** Validates the names. */
  public Observation {
    Objects.requireNonNull(metric, "metric");
    if (!metric.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "a metric is called by lower-case letters, digits and underscores, not '" + metric + "'");
    }
    if (!SIMULATION.equals(source) && !THEORY.equals(source)) {
      throw new IllegalArgumentException(
          "a number is from simulation or theory, not from '" + source + "'");
    }
  }

  /**
   * Returns a number that was measured.
   *
   * @param metric its name
   * @param value the number
   * @return the observation
   */
  public static Observation simulation(String metric, double value) {
    return new Observation(metric, SIMULATION, value);
  }

  /**
   * Returns a number that was predicted.
   *
   * @param metric its name, that of the measured number if there is one
   * @param value the number
   * @return the observation
   */
  public static Observation theory(String metric, double value) {
    return new Observation(metric, THEORY, value);
  }
}

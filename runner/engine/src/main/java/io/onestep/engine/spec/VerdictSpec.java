package io.onestep.engine.spec;

import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;

/**
 * When two errors count as the same.
 *
 * @param margin the largest relative difference of errors that count as the same, in (0, 1]
 * @param level the largest probability of a wrong "equivalent" at one point, in (0, 0.5)
 */
public record VerdictSpec(
    @Parameter(
            value = "largest relative difference of errors that count as the same",
            defaultValue = "0.05",
            range = "(0, 1]")
        double margin,
    @Parameter(
            value = "largest probability of a wrong 'equivalent', at each point alone",
            defaultValue = "0.05",
            range = "(0, 0.5)")
        double level) {
  /** Validates the ranges. */
  public VerdictSpec {
    Range.parse("(0, 1]").require("margin", margin);
    Range.parse("(0, 0.5)").require("level", level);
  }
}

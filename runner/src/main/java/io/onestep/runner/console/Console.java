package io.onestep.runner.console;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where output goes.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param terminal whether a person at a terminal sees both
 */
public record Console(PrintStream out, PrintStream err, boolean terminal) {
  /** Validates that there are streams. */
  public Console {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
  }
}

package io.onestep.api.error;

import java.util.Objects;

/**
 * One thing that is wrong with an input.
 *
 * @param where the place: a JSON pointer, a file (with its line), an option; one within a
 *     component's own configuration begins with {@code "#/"}; empty if there is none
 * @param message what is wrong there and what would be right
 */
public record Problem(String where, String message) {
  /** Validates that both parts are there. */
  public Problem {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(message, "message");
  }

  /** Returns the place and the message in one line. */
  @Override
  public String toString() {
    return where.isEmpty() ? message : where + ": " + message;
  }
}

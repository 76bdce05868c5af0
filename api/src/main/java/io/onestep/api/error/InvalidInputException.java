package io.onestep.api.error;

import java.util.List;
import java.util.stream.Collectors;

/** The user's input is wrong. Carries all the problems that were found, not just the first. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf gives a serializable list, Problem is never sent
  private final List<Problem> problems;

  /**
   * Creates the exception.
   *
   * @param problems what is wrong; at least one
   */
  public InvalidInputException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("an invalid input has at least one problem");
    }
    this.problems = List.copyOf(problems);
  }

  /**
   * Creates the exception for a single problem.
   *
   * @param where the place (a JSON pointer, a file, an option), or empty
   * @param message what is wrong there and what would be right
   */
  public InvalidInputException(String where, String message) {
    this(List.of(new Problem(where, message)));
  }

  /**
   * Returns what is wrong.
   *
   * @return at least one problem, in the order found
   */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Says where the problems are that name no place themselves, or one within a component's own
   * configuration: a component does not know where in a spec it stands, so such a place begins with
   * {@code "#/"}, as in {@code "#/weights"}.
   *
   * @param where the place (a JSON pointer, a file, an option), or one within another component
   * @return the same problems, each with a place
   */
  public InvalidInputException at(String where) {
    InvalidInputException placed =
        new InvalidInputException(
            problems.stream().map(p -> new Problem(place(where, p.where()), p.message())).toList());
    placed.initCause(this);
    return placed;
  }

  private static String place(String where, String within) {
    if (within.isEmpty()) {
      return where;
    }
    return within.startsWith("#/") ? where + within.substring(1) : within;
  }
}

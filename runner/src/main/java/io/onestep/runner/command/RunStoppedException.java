package io.onestep.runner.command;

/** A run has ended early, but can be gone on with. */
public final class RunStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param advice what is kept, and how to go on
   * @param cause what ended the run
   */
  RunStoppedException(String advice, Throwable cause) {
    super(advice, cause);
  }
}

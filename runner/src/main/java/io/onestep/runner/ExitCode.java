package io.onestep.runner;

/** The exit codes of the command line. Scripts rely on them. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The user's input is wrong: options, spec, data file. */
  public static final int WRONG_INPUT = 2;

  /** A component or plugin that is needed is missing or broken. */
  public static final int MISSING_COMPONENT = 3;

  /** A computation failed numerically. */
  public static final int NUMERICAL_FAILURE = 4;

  /** Not enough memory or disk. */
  public static final int NOT_ENOUGH_RESOURCES = 5;

  /** A defect of ours; the only one that comes with a stack trace. */
  public static final int DEFECT = 70;

  /** Interrupted. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}

package io.onestep.engine;

import io.onestep.api.execution.TaskResult;

/**
 * Hears of a run's progress. Called by one thread at a time. What it throws ends the run, which
 * throws it on; a result that it was told of has been kept by then.
 */
public interface RunListener {
  /** Hears and says nothing. */
  RunListener SILENT = new RunListener() {};

  /**
   * Something that a user should know, such as a backend that can't work here.
   *
   * @param note the note, one or more sentences
   */
  default void note(String note) {}

  /**
   * The run begins.
   *
   * @param tasks the number of tasks
   * @param work the sum of their work, in floating-point operations
   */
  default void begin(int tasks, double work) {}

  /**
   * A task has ended.
   *
   * @param result its result
   */
  default void ended(TaskResult result) {}
}

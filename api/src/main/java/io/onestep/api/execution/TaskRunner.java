package io.onestep.api.execution;

/** Runs tasks. Safe for use by several threads at once. */
@FunctionalInterface
public interface TaskRunner {
  /**
   * Runs a task.
   *
   * @param task the task
   * @return its result; numerical trouble is a result, not an exception
   */
  TaskResult run(Task task);
}

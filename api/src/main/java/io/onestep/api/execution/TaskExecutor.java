package io.onestep.api.execution;

import java.util.List;
import java.util.function.Consumer;

/** Executes the tasks of a run. */
public interface TaskExecutor {
  /**
   * Runs all tasks and returns when the last one has ended.
   *
   * @param tasks the tasks
   * @param runner runs one task, on any thread
   * @param results takes each result as soon as it is there; called by one thread at a time; what
   *     it throws is thrown on, as what a task throws is, and no task runs any more then
   * @throws InterruptedException if the calling thread is interrupted; no task runs any more then
   */
  void execute(List<Task> tasks, TaskRunner runner, Consumer<TaskResult> results)
      throws InterruptedException;

  /**
   * Returns how many tasks are run at once.
   *
   * @return at least 1
   */
  int parallelism();

  /**
   * Returns how many tasks are run at once in this process, whose memory they need.
   *
   * @return at least 0, at most {@link #parallelism()}
   */
  default int localParallelism() {
    return parallelism();
  }
}

package io.onestep.engine.trial;

import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes the results of an executor, which may be a plugin's: passes on one of each task, and
 * refuses others. A result with a measurement that is no number is one of a task that failed, as it
 * is where trials are run.
 */
public final class ExecutorResults implements Consumer<TaskResult> {
  private final String executor;
  private final Set<Task> given = new HashSet<>();
  private final Set<Task> open = new HashSet<>();
  private final Consumer<TaskResult> next;

  /**
   * Creates the receiver of a run's results.
   *
   * @param executor the executor, as messages are to call it
   * @param tasks the tasks that it is given
   * @param next takes the results
   */
  public ExecutorResults(String executor, List<Task> tasks, Consumer<TaskResult> next) {
    this.executor = executor;
    this.next = next;
    tasks.forEach(task -> given.add(place(task)));
    open.addAll(given);
  }

  /** Returns a task without the estimate of its work, which an executor may not keep. */
  private static Task place(Task task) {
    return new Task(task.point(), task.trial(), 0);
  }

  /**
   * Takes a result.
   *
   * @param result the result
   * @throws MissingComponentException if it is null, not that of a task that was given, or not the
   *     first one of its task
   */
  @Override
  public void accept(TaskResult result) {
    if (result == null) {
      throw broken("it gave null for a result");
    }
    Task task = result.task();
    if (!open.remove(place(task))) {
      throw broken(
          "it gave a %s of point %d, trial %d"
              .formatted(
                  given.contains(place(task)) ? "second result" : "result nobody asked for",
                  task.point(),
                  task.trial()));
    }
    next.accept(checked(result));
  }

  private static TaskResult checked(TaskResult result) {
    return result instanceof TaskResult.Completed completed
        ? Trials.trouble(completed.measurements())
            .<TaskResult>map(reason -> new TaskResult.Failed(result.task(), reason))
            .orElse(result)
        : result;
  }

  /**
   * Makes sure, once the executor has returned, that no result is missing.
   *
   * @throws MissingComponentException if one is
   */
  public void requireAll() {
    if (!open.isEmpty()) {
      throw broken(
          "it ended without the results of %d of %d trials".formatted(open.size(), given.size()));
    }
  }

  private MissingComponentException broken(String reason) {
    return new MissingComponentException(
        "%s is broken: %s; mend it, or name another at /executor".formatted(executor, reason));
  }
}

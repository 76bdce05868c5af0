package io.onestep.engine.trial;

import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The results of a run's tasks: those that are there already, and those of an executor, which may
 * be a plugin's. Takes one of each open task, and refuses others. A result with a measurement that
 * is no number is one of a task that failed, as it is where trials are run.
 */
public final class ExecutorResults implements Consumer<TaskResult> {
  private final String executor;
  private final List<Task> tasks;
  private final List<Task> open;
  private final Map<Place, Task> awaited = new HashMap<>();
  private final Map<Place, TaskResult> results = new HashMap<>();
  private final Consumer<TaskResult> next;
  private Throwable failure;

  /** A task without the estimate of its work, which an executor or a record may not have kept. */
  private record Place(int point, int trial) {
    static Place of(Task task) {
      return new Place(task.point(), task.trial());
    }
  }

  /**
   * Creates the receiver of a run's results.
   *
   * @param executor the executor, as messages are to call it
   * @param tasks the tasks of the run
   * @param kept the results that are there already
   * @param next takes the results of the executor, too
   */
  public ExecutorResults(
      String executor, List<Task> tasks, List<TaskResult> kept, Consumer<TaskResult> next) {
    this.executor = executor;
    this.tasks = tasks;
    this.next = next;
    kept.forEach(result -> results.put(Place.of(result.task()), result));
    this.open = tasks.stream().filter(task -> !results.containsKey(Place.of(task))).toList();
    open.forEach(task -> awaited.put(Place.of(task), task));
  }

  /**
   * Returns the tasks for the executor.
   *
   * @return those without a result when this was created, in the order of the run's tasks
   */
  public List<Task> open() {
    return open;
  }

  /**
   * Returns what the executor runs tasks by.
   *
   * @param runner runs a task of the run
   * @return the same for the tasks that are {@link #open}; for others, and null, it throws {@link
   *     MissingComponentException}
   */
  public TaskRunner runner(TaskRunner runner) {
    Set<Place> given = open.stream().map(Place::of).collect(Collectors.toUnmodifiableSet());
    return task -> {
      if (task == null || !given.contains(Place.of(task))) {
        throw broken("it runs %s, which is no task that it was given".formatted(task));
      }
      return runner.run(task);
    };
  }

  /**
   * Takes a result. After one that could not be taken no other is: the same is thrown again.
   *
   * @param result the result
   * @throws MissingComponentException if it is null, not that of an open task, or not the first one
   *     of its task
   */
  @Override
  public void accept(TaskResult result) {
    requireNoFailure();
    try {
      take(result);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private void take(TaskResult result) {
    if (result == null) {
      throw broken("it gave null for a result");
    }
    Place place = Place.of(result.task());
    Task task = awaited.remove(place);
    if (task == null) {
      boolean second = open.stream().map(Place::of).anyMatch(place::equals);
      throw broken(
          "it gave a %s of point %d, trial %d"
              .formatted(
                  second ? "second result" : "result nobody asked for",
                  place.point(),
                  place.trial()));
    }
    TaskResult checked = checked(result, task);
    next.accept(checked);
    results.put(place, checked);
  }

  private static TaskResult checked(TaskResult result, Task task) {
    if (result instanceof TaskResult.Completed done) {
      return Trials.trouble(done.measurements())
          .<TaskResult>map(reason -> new TaskResult.Failed(task, reason))
          .orElseGet(
              () ->
                  new TaskResult.Completed(task, done.measurements(), done.missing(), done.time()));
    }
    return new TaskResult.Failed(task, ((TaskResult.Failed) result).reason());
  }

  /**
   * Returns all results, once the executor has returned.
   *
   * @return the result of each task, in the order of the run's tasks
   * @throws MissingComponentException if one is missing, or was refused
   */
  public List<TaskResult> all() {
    requireNoFailure();
    if (!awaited.isEmpty()) {
      throw broken(
          "it ended without the results of %d of %d trials".formatted(awaited.size(), open.size()));
    }
    return tasks.stream().map(task -> results.get(Place.of(task))).toList();
  }

  /** The executor may have kept to itself that a result could not be taken. */
  private void requireNoFailure() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private MissingComponentException broken(String reason) {
    return new MissingComponentException(
        "%s is broken: %s; mend it, or name another at /executor".formatted(executor, reason));
  }
}

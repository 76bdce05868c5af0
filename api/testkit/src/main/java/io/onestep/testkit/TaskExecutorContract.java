package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every executor that runs tasks in this process keeps to. */
@Timeout(60)
public abstract class TaskExecutorContract {
  private static final List<Task> TASKS =
      IntStream.range(0, 40).mapToObj(i -> new Task(i / 4, i % 4, i % 7)).toList();

  /** Creates the contract. */
  protected TaskExecutorContract() {}

  /**
   * Returns the executor under test.
   *
   * @return the executor
   */
  protected abstract TaskExecutor executor();

  private static TaskResult done(Task task) {
    return new TaskResult.Completed(task, List.of(), Map.of());
  }

  @Test
  final void runsEveryTaskOnceAndReturnsAfterTheLast() throws InterruptedException {
    List<TaskResult> results = new ArrayList<>();
    AtomicInteger runs = new AtomicInteger();
    TaskRunner runner =
        task -> {
          runs.incrementAndGet();
          return task.trial() == 0 ? new TaskResult.Failed(task, "no root") : done(task);
        };
    executor().execute(TASKS, runner, results::add);
    assertThat(results).extracting(TaskResult::task).containsExactlyInAnyOrderElementsOf(TASKS);
    assertThat(results).filteredOn(TaskResult.Failed.class::isInstance).hasSize(10);
    assertThat(runs).hasValue(TASKS.size());
  }

  @Test
  final void returnsWhereThereIsNothingToDo() throws InterruptedException {
    executor()
        .execute(
            List.of(),
            TaskExecutorContract::done,
            result -> {
              throw new AssertionError("there was no task");
            });
  }

  @Test
  final void runsNoMoreTasksAtOnceThanItSays() throws InterruptedException {
    TaskExecutor executor = executor();
    assertThat(executor.parallelism()).isPositive();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    executor.execute(
        TASKS,
        task -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.onSpinWait();
          running.decrementAndGet();
          return done(task);
        },
        result -> {});
    assertThat(most).hasValueBetween(1, executor.parallelism());
  }

  @Test
  final void givesResultsOneAtATime() throws InterruptedException {
    AtomicBoolean taking = new AtomicBoolean();
    AtomicInteger taken = new AtomicInteger();
    executor()
        .execute(
            TASKS,
            TaskExecutorContract::done,
            result -> {
              assertThat(taking.compareAndSet(false, true)).as("alone").isTrue();
              Thread.yield();
              taken.incrementAndGet();
              taking.set(false);
            });
    assertThat(taken).hasValue(TASKS.size());
  }

  @Test
  final void passesOnWhatATaskThrows() {
    assertThatThrownBy(
            () ->
                executor()
                    .execute(
                        TASKS,
                        task -> {
                          throw new IllegalStateException("task " + task.point());
                        },
                        result -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("task");
  }

  /** What takes some time, unless it is interrupted, and is counted. */
  private static final class Slow implements TaskRunner {
    private static final List<Task> MANY =
        IntStream.range(0, 10_000).mapToObj(i -> new Task(i, 0, 1)).toList();

    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public TaskResult run(Task task) {
      running.incrementAndGet();
      begun.incrementAndGet();
      started.countDown();
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      running.decrementAndGet();
      return done(task);
    }

    private void assertEnded() {
      assertThat(running).hasValue(0);
      assertThat(begun).hasValueLessThan(MANY.size());
    }
  }

  /** Whoever takes the results may fail: it ends, and no task runs any more. */
  @Test
  final void endsWhenAResultCannotBeTaken() {
    IllegalStateException full = new IllegalStateException("no place for a result");
    Slow runner = new Slow();
    assertThatThrownBy(
            () ->
                executor()
                    .execute(
                        Slow.MANY,
                        runner,
                        result -> {
                          throw full;
                        }))
        .isSameAs(full);
    runner.assertEnded();
  }

  /** Interrupted while its tasks run: it ends, and no task runs any more. */
  @Test
  final void endsWhenInterrupted() throws InterruptedException {
    Slow runner = new Slow();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                executor().execute(Slow.MANY, runner, result -> {});
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    caller.start();
    runner.started.await();
    caller.interrupt();
    caller.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    runner.assertEnded();
  }
}

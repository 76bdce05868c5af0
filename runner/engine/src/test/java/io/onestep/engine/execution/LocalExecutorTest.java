package io.onestep.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskResult;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.TaskExecutorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LocalExecutorTest extends TaskExecutorContract {
  @Override
  protected TaskExecutor executor() {
    return new LocalExecutor(3);
  }

  @Nested
  class OnOneThread extends TaskExecutorContract {
    @Override
    protected TaskExecutor executor() {
      return new LocalExecutor(1);
    }
  }

  @Nested
  class Factory extends ComponentFactoryContract<LocalExecutorFactory.Config, TaskExecutor> {
    @Override
    protected ComponentFactory<LocalExecutorFactory.Config, TaskExecutor> factory() {
      return new LocalExecutorFactory();
    }

    @Override
    protected LocalExecutorFactory.Config config() {
      return new LocalExecutorFactory.Config(OptionalInt.of(2));
    }
  }

  private static final List<Task> TASKS =
      IntStream.range(0, 50).mapToObj(i -> new Task(i, 0, i)).toList();

  private static TaskResult done(Task task) {
    return new TaskResult.Completed(task, List.of(), Map.of());
  }

  @Test
  void runsEveryTaskOnceOnItsThreads() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    List<Task> ended = new ArrayList<>();
    new LocalExecutor(3)
        .execute(
            TASKS,
            task -> {
              threads.add(Thread.currentThread());
              return done(task);
            },
            result -> ended.add(result.task()));
    assertThat(ended).containsExactlyInAnyOrderElementsOf(TASKS);
    assertThat(threads).hasSizeBetween(1, 3).doesNotContain(Thread.currentThread());
  }

  @Test
  void startsWithTheLargestTask() throws Exception {
    List<Task> ended = new ArrayList<>();
    new LocalExecutor(1)
        .execute(TASKS, LocalExecutorTest::done, result -> ended.add(result.task()));
    assertThat(ended).extracting(Task::point).isSortedAccordingTo((a, b) -> b - a);
  }
}

package io.onestep.engine.execution;

import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks on a fixed number of threads, the largest first, so that the threads end at about the
 * same time.
 *
 * @param parallelism the number of threads
 */
record LocalExecutor(int parallelism) implements TaskExecutor {
  @Override
  public void execute(List<Task> tasks, TaskRunner runner, Consumer<TaskResult> results)
      throws InterruptedException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            parallelism,
            work -> {
              Thread thread = new Thread(work, "onestep-trial");
              thread.setDaemon(true); // an embedder's exit does not wait for a trial
              return thread;
            });
    try {
      CompletionService<TaskResult> done = new ExecutorCompletionService<>(threads);
      tasks.stream()
          .sorted(Comparator.comparingDouble(Task::work).reversed())
          .forEach(task -> done.submit(() -> runner.run(task)));
      for (int i = 0; i < tasks.size(); i++) {
        results.accept(done.take().get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a trial failed", e.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES); // trials in flight end, no native call is cut
    }
  }
}

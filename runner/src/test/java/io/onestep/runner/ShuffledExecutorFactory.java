package io.onestep.runner;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskExecutorFactory;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import io.onestep.api.parameter.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;

/** Runs tasks in a scrambled order, on the calling thread. */
public final class ShuffledExecutorFactory
    implements TaskExecutorFactory<ShuffledExecutorFactory.Config> {
  /**
   * The configuration.
   *
   * @param memoryFor so many trials it has memory for; empty: for all
   */
  public record Config(
      @Parameter(value = "trials that it has memory for", defaultValue = "null")
          OptionalInt memoryFor) {}

  @Override
  public String name() {
    return "shuffled";
  }

  @Override
  public String summary() {
    return "runs trials in a scrambled order";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public TaskExecutor create(Config config, ComponentContext context) {
    return new TaskExecutor() {
      @Override
      public void execute(List<Task> tasks, TaskRunner runner, Consumer<TaskResult> results) {
        List<Task> shuffled = new ArrayList<>(tasks);
        Collections.shuffle(shuffled, new Random(5));
        int memory = config.memoryFor().orElse(shuffled.size());
        for (int i = 0; i < shuffled.size(); i++) {
          if (i == memory) {
            throw new OutOfMemoryError("of the test");
          }
          results.accept(runner.run(shuffled.get(i)));
        }
      }

      @Override
      public int parallelism() {
        return 1;
      }
    };
  }
}

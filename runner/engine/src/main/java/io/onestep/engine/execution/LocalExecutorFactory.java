package io.onestep.engine.execution;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskExecutorFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.OptionalInt;

/** Makes the executor {@code local}, which runs tasks on threads of this process. */
public final class LocalExecutorFactory
    implements TaskExecutorFactory<LocalExecutorFactory.Config> {
  /**
   * The configuration.
   *
   * @param threads the number of threads; empty for one a processor
   */
  public record Config(
      @Parameter(
              value = "number of threads; null: one for each processor",
              defaultValue = "null",
              range = "[1, 1024]")
          OptionalInt threads) {
    /** Validates the number of threads. */
    public Config {
      threads.ifPresent(t -> Range.parse("[1, 1024]").require("threads", t));
    }
  }

  /** Creates the factory. */
  public LocalExecutorFactory() {}

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String summary() {
    return "runs trials on threads of this process, the largest first";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public TaskExecutor create(Config config, ComponentContext context) {
    return new LocalExecutor(
        config.threads().orElseGet(() -> Runtime.getRuntime().availableProcessors()));
  }
}

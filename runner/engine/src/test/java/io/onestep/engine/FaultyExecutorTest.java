package io.onestep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskExecutor;
import io.onestep.api.execution.TaskExecutorFactory;
import io.onestep.api.execution.TaskResult;
import io.onestep.api.execution.TaskRunner;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.result.RunResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Executors that do not keep to what they promise: named, never believed. */
class FaultyExecutorTest {
  @FunctionalInterface
  private interface Execution {
    void execute(List<Task> tasks, TaskRunner runner, Consumer<TaskResult> results);
  }

  private record Faulty(Execution execution) implements TaskExecutorFactory<Faulty.Empty> {
    record Empty() {}

    @Override
    public String name() {
      return "faulty";
    }

    @Override
    public String summary() {
      return "does as a test says";
    }

    @Override
    public Class<Empty> configType() {
      return Empty.class;
    }

    @Override
    public TaskExecutor create(Empty config, ComponentContext context) {
      return new TaskExecutor() {
        @Override
        public void execute(List<Task> tasks, TaskRunner runner, Consumer<TaskResult> results) {
          execution.execute(tasks, runner, results);
        }

        @Override
        public int parallelism() {
          return 1;
        }
      };
    }
  }

  private RunResult run(Execution execution) throws InterruptedException {
    return run(execution, RunListener.SILENT);
  }

  /** Runs two trials. */
  private RunResult run(Execution execution, RunListener listener) throws InterruptedException {
    Catalogue catalogue = Catalogue.load(getClass().getClassLoader()).with(new Faulty(execution));
    Engine engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
    return engine.run(
        engine.read(
            """
            {"name": "small", "sizes": {"n": 20, "m": 15, "k": 10, "m_test": 15},
             "data": {"type": "structured-mixture"}, "target": {"type": "single-index"},
             "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
             "models": [{"type": "network"}], "readouts": [{"type": "ridge"}],
             "executor": {"type": "faulty"}, "trials": 2}
            """,
            "test"),
        listener);
  }

  /** Whether the executor lets the refusal through or keeps it to itself. */
  private void assertRefused(Execution execution, String reason) {
    Execution silent =
        (tasks, runner, results) ->
            execution.execute(
                tasks,
                runner,
                result -> {
                  try {
                    results.accept(result);
                  } catch (MissingComponentException e) {
                    // and goes on
                  }
                });
    for (Execution each : List.of(execution, silent)) {
      assertThatThrownBy(() -> run(each))
          .isInstanceOf(MissingComponentException.class)
          .hasMessageStartingWith("executor 'faulty' of ")
          .hasMessageContaining(" is broken: it " + reason + "; mend it");
    }
  }

  @Test
  void whatIsNoResultOfATaskIsRefused() {
    assertRefused((tasks, runner, results) -> results.accept(null), "gave null for a result");
    assertRefused(
        (tasks, runner, results) ->
            results.accept(new TaskResult.Failed(new Task(7, 1, 0), "unknown")),
        "gave a result nobody asked for of point 7, trial 1");
    assertRefused(
        (tasks, runner, results) -> {
          results.accept(runner.run(tasks.get(0)));
          results.accept(runner.run(tasks.get(1)));
          results.accept(runner.run(tasks.get(1)));
        },
        "gave a second result of point 0, trial 1");
    assertRefused(
        (tasks, runner, results) -> results.accept(runner.run(tasks.get(0))),
        "ended without the results of 1 of 2 trials");
  }

  @Test
  void aMeasurementThatIsNoNumberIsAFailedTrial() throws InterruptedException {
    RunResult result =
        run(
            (tasks, runner, results) -> {
              results.accept(runner.run(tasks.get(0)));
              List<Measurement> infinite =
                  List.of(
                      new Measurement("relu", "network", "ridge", "error", "simulation", 1 / 0.0));
              results.accept(new TaskResult.Completed(tasks.get(1), infinite, Map.of()));
            });
    assertThat(result.completed()).hasSize(1);
    assertThat(result.failed())
        .containsExactly(
            new TaskResult.Failed(
                result.failed().get(0).task(), "error of relu, network, ridge is Infinity"));
    assertThat(result.failed().get(0).task().trial()).isEqualTo(1);
  }

  /** A full disk, say, or a listener that fails: what threads of an executor throw may get lost. */
  @Test
  void aResultThatCouldNotBeTakenIsNotPassedOver() {
    AtomicInteger ended = new AtomicInteger();
    IllegalStateException full = new IllegalStateException("full");
    RunListener failing =
        new RunListener() {
          @Override
          public void ended(TaskResult result) {
            if (ended.incrementAndGet() == 1) {
              throw full;
            }
          }
        };
    Execution silent =
        (tasks, runner, results) -> {
          for (Task task : tasks) {
            try {
              results.accept(runner.run(task));
            } catch (IllegalStateException e) {
              // and goes on
            }
          }
        };
    assertThatThrownBy(() -> run(silent, failing)).isSameAs(full);
    assertThat(ended).as("no other result is taken").hasValue(1);
  }

  /** The estimate of a task's work, which a listener's progress is reckoned by, is the plan's. */
  @Test
  void anExecutorNeedNotKeepTheWorkOfATask() throws InterruptedException {
    double[] work = new double[2];
    RunListener listener =
        new RunListener() {
          @Override
          public void begin(int tasks, double whole) {
            work[0] = whole;
          }

          @Override
          public void ended(TaskResult ended) {
            work[1] += ended.task().work();
          }
        };
    RunResult result =
        run(
            (tasks, runner, results) ->
                tasks.forEach(t -> results.accept(runner.run(new Task(t.point(), t.trial(), 0)))),
            listener);
    assertThat(result.completed()).hasSize(2);
    assertThat(work[0]).isPositive();
    assertThat(work[1]).isEqualTo(work[0]);
  }
}

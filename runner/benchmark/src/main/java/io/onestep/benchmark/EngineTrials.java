package io.onestep.benchmark;

import com.google.inject.Guice;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.execution.Phase;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Trials of figure 1a by the engine, as many at a time as there are threads. Narrow ones are
 * repeated: in the figure they share their data with 259 others, which numpy's do not draw in the
 * time that is measured.
 */
final class EngineTrials {
  /** The sum of the widths k/m of a thread's trials. */
  private static final double WIDTHS = 10;

  private static final String SPEC =
      """
      {"name": "benchmark", "sizes": {"n": %d}, "scaling": {"alpha": 0.5, "beta": 0.74},
       "data": {"type": "structured-mixture"},
       "target": {"type": "single-index", "activation": {"type": "relu"}},
       "activations": [{"type": "relu"}, {"type": "tanh"}, {"type": "sigmoid"}],
       "learner": {"type": "one-gradient-step"},
       "models": [{"type": "network"}, {"type": "hermite", "degree": 3}],
       "readouts": [{"type": "ridge", "lambda": 1e-4}],
       "trials": %d, "simulation": %s, "theory": %s,
       "executor": {"type": "local", "threads": %d},
       "sweep": [{"name": "width_ratio", "path": "/sizes/width_ratio", "values": [%s]}]}
      """;

  private final Engine engine;
  private final int n;
  private final int threads;

  EngineTrials(Catalogue catalogue, int n, int threads) {
    this.engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
    this.n = n;
    this.threads = threads;
  }

  /**
   * What a trial took.
   *
   * @param seconds its share of the wall-clock time, data and start of a run of several included
   * @param flops its floating-point operations
   * @param outside the share of time that is not multiplication
   */
  record Measured(double seconds, double flops, double outside) {}

  Measured trial(String width) throws InterruptedException {
    int trials = threads * (int) Math.max(1, Math.round(WIDTHS / Double.parseDouble(width)));
    Experiment experiment = experiment(List.of(width), trials);
    long start = System.nanoTime();
    RunResult result = run(experiment);
    double seconds = (System.nanoTime() - start) / 1e9;
    double all = result.time().values().stream().mapToDouble(d -> d.toNanos()).sum();
    double products = result.time().get(Phase.MULTIPLICATION).toNanos();
    return new Measured(
        seconds / trials, Estimate.of(experiment.points().get(0)).flops(), 1 - products / all);
  }

  /** Returns the seconds that predictions of all widths take. */
  double prediction(List<String> widths) throws InterruptedException {
    Experiment experiment = experiment(widths, 0);
    long start = System.nanoTime();
    run(experiment);
    return (System.nanoTime() - start) / 1e9;
  }

  LinearAlgebra algebra() {
    return engine
        .withBackend(experiment(List.of("1"), 1), RunListener.SILENT)
        .spec()
        .backend()
        .orElseThrow()
        .create();
  }

  /** Returns so many simulated trials at some widths, or their predictions if there are none. */
  private Experiment experiment(List<String> widths, int trials) {
    boolean simulation = trials > 0;
    String spec =
        SPEC.formatted(
            n,
            simulation ? trials : 1,
            simulation,
            simulation ? "null" : "{\"type\": \"ridge\"}",
            threads,
            widths.stream().collect(Collectors.joining(", ")));
    return engine.read(spec, "benchmark");
  }

  private RunResult run(Experiment experiment) throws InterruptedException {
    RunResult result = engine.run(experiment, RunListener.SILENT);
    if (!result.failed().isEmpty()) {
      throw new IllegalStateException("a trial failed: " + result.failed().get(0).reason());
    }
    return result;
  }
}

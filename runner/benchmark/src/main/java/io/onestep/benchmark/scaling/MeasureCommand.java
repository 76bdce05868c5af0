package io.onestep.benchmark.scaling;

import com.google.inject.Guice;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures one workload in this process, and writes what it took as a line of JSON. */
@Command(name = "measure", hidden = true, description = "Measures one workload.")
public final class MeasureCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(names = "--n", required = true)
  private int n;

  @Option(names = "--k", required = true)
  private int k;

  @Option(names = "--m", required = true)
  private int m;

  @Option(names = "--trials", required = true)
  private int trials;

  @Option(names = "--threads", required = true)
  private int threads;

  /** Creates the command. */
  public MeasureCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workload workload = new Workload(n, k, m, trials, threads);
    command.commandLine().getOut().println(measure(workload).toJson());
    command.commandLine().getOut().flush();
    return 0;
  }

  static Cost measure(Workload workload) throws IOException, InterruptedException {
    try (Catalogue catalogue = Catalogue.load(MeasureCommand.class.getClassLoader())) {
      Engine engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
      Experiment experiment = engine.read(workload.spec(), "scaling");
      double estimated = engine.memoryNeed(experiment).process();
      // Code is compiled while it runs: two trials of each thread go first.
      Workload first =
          new Workload(
              workload.n(), workload.k(), workload.m(), 2 * workload.threads(), workload.threads());
      run(engine, engine.read(first.spec(), "warm-up"));
      long start = System.nanoTime();
      run(engine, experiment);
      double seconds = (System.nanoTime() - start) / 1e9;
      double flops = Estimate.of(experiment.points().get(0)).flops() * workload.trials();
      return new Cost(seconds, flops, peak(), estimated);
    }
  }

  private static void run(Engine engine, Experiment experiment) throws InterruptedException {
    RunResult result = engine.run(experiment, RunListener.SILENT);
    if (!result.failed().isEmpty()) {
      throw new IllegalStateException("a trial failed: " + result.failed().get(0).reason());
    }
  }

  /** Linux keeps the largest resident memory of a process. */
  private static double peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return Double.NaN;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    }
  }
}

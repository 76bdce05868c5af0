package io.onestep.runner.command;

import io.onestep.api.data.DataFile;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.Engine;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.CatalogueEntry;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.MemoryNeed;
import io.onestep.engine.plan.Point;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Findings;
import io.onestep.runner.console.PlainText;
import io.onestep.runner.console.Table;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.preset.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code onestep check}: validates an experiment and says what a run of it would do. */
@Command(
    name = "check",
    description =
        "Validate a preset or a spec file; print the plan (points, sizes, needs) and which of the"
            + " theory's assumptions hold.")
public final class CheckCommand implements Runnable {
  private final Supplier<Engine> engine;
  private final Presets presets;
  private final Console console;

  @Mixin private SpecOptions options;

  /**
   * Creates the command.
   *
   * @param engine reads experiments
   * @param presets the experiments that can be named
   * @param console where output goes
   */
  public CheckCommand(Supplier<Engine> engine, Presets presets, Console console) {
    this.engine = engine;
    this.presets = presets;
    this.console = console;
  }

  @Override
  public void run() {
    Engine engine = this.engine.get();
    Experiment experiment = options.read(presets, engine);
    List<DataFile> files = engine.requireData(experiment);
    List<Finding> findings = engine.diagnose(experiment, RunListener.SILENT);
    ExperimentSpec spec = experiment.spec();
    console.out().printf("%s: %s%n%n", spec.name(), PlainText.line(spec.title(), 1_000));
    console.out().println(points(experiment));
    double flops = experiment.tasks().stream().mapToDouble(t -> t.work()).sum();
    MemoryNeed memory = engine.memoryNeed(experiment);
    double disk = ResultTables.estimatedSize(experiment);
    console
        .out()
        .printf(
            Locale.ROOT,
            "%d points x %d trials = %d tasks; %.3g floating-point operations; "
                + "about %s of memory with %d tasks at a time, %s of disk%n%n",
            experiment.points().size(),
            spec.trials(),
            experiment.tasks().size(),
            flops,
            MemoryNeed.text(memory.process()),
            memory.workers(),
            MemoryNeed.text(disk));
    console.out().println(components(engine.components(experiment)));
    if (!files.isEmpty()) {
      console.out().println(DatasetsCommand.files(files));
    }
    console.out().print(Findings.inFull(findings));
  }

  private static Table points(Experiment experiment) {
    List<Axis> sweep = experiment.spec().sweep();
    Table table = new Table();
    List<String> head = new ArrayList<>(sweep.stream().map(Axis::name).toList());
    head.addAll(
        List.of("n", "k", "m", "m1", "m_test", "alpha", "beta", "theta", "eta", "models", "GFlop"));
    table.add(head.toArray(String[]::new));
    for (Point point : experiment.points()) {
      List<String> row = new ArrayList<>(point.coordinates().stream().map(Point::text).toList());
      Sizes s = point.sizes();
      double alpha = point.spec().scaling().alpha();
      double beta = point.spec().scaling().beta();
      for (int size : new int[] {s.n(), s.k(), s.m(), s.m1(), s.mTest()}) {
        row.add(Integer.toString(size));
      }
      row.add(number(alpha));
      row.add(number(beta));
      row.add(number(point.spec().data().spread()));
      row.add(number(point.spec().learner().stepSize()));
      row.add(String.join(", ", point.spec().models().stream().map(m -> m.label()).toList()));
      row.add(number(Estimate.of(point).flops() / 1e9));
      table.add(row.toArray(String[]::new));
    }
    return table;
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "-";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static Table components(List<CatalogueEntry> entries) {
    Table table = new Table().add("component", "name", "jar");
    for (CatalogueEntry entry : entries) {
      table.add(entry.kind().noun(), entry.name(), entry.jar());
    }
    return table;
  }
}

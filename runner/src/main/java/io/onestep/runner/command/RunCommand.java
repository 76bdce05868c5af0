package io.onestep.runner.command;

import com.google.inject.Inject;
import io.onestep.api.diagnostic.Finding;
import io.onestep.engine.Engine;
import io.onestep.engine.RunListener;
import io.onestep.engine.binding.Json;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.runner.ExitCode;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Findings;
import io.onestep.runner.console.Progress;
import io.onestep.runner.console.Summary;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.folder.RunFolder;
import io.onestep.runner.preset.Presets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code onestep run}: runs an experiment and writes its folder. */
@Command(
    name = "run",
    description =
        "Run a preset or a spec file; write tables, figure, report and provenance to a folder.")
public final class RunCommand implements Callable<Integer> {
  private final Engine engine;
  private final Presets presets;
  private final Provenance provenance;
  private final Console console;

  @Mixin private SpecOptions spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the run's folder (default: runs/<name>)")
  private Path out;

  @Option(names = "--quiet", description = "no progress and no summary")
  private boolean quiet;

  /**
   * Creates the command.
   *
   * @param engine runs experiments
   * @param presets the experiments that can be run by name
   * @param provenance describes where results come from
   * @param console where output goes
   */
  @Inject
  public RunCommand(Engine engine, Presets presets, Provenance provenance, Console console) {
    this.engine = engine;
    this.presets = presets;
    this.provenance = provenance;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = spec.read(presets, engine);
    String name = experiment.spec().name();
    Path path = out == null ? Path.of("runs", name) : out;
    List<Finding> findings;
    RunResult result;
    RunFolder folder;
    try (Progress progress = new Progress(name, console.err(), console.terminal())) {
      RunListener listener = quiet ? RunListener.SILENT : progress;
      experiment = engine.withBackend(experiment, progress);
      folder = RunFolder.claim(path, experiment.json());
      findings = engine.diagnose(experiment, listener);
      result = engine.run(experiment, listener);
    }
    folder.write(RunFolder.SPEC, Json.write(result.experiment().json()));
    folder.write(RunFolder.TRIALS, ResultTables.trials(result));
    folder.write(RunFolder.PROVENANCE, provenance.of(result));
    Console console = quiet ? new Console(nowhere(), this.console.err(), false) : this.console;
    console.out().print(Summary.of(result));
    console.out().print(Findings.inShort(findings));
    ResultWriter.write(result, findings, folder, console);
    return result.failed().isEmpty() ? ExitCode.DONE : ExitCode.NUMERICAL_FAILURE;
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}

package io.onestep.runner.command;

import com.google.inject.Inject;
import io.onestep.engine.Engine;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Summary;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code onestep report}: draws figure and tables of a finished run again. */
@Command(
    name = "report",
    description = "Draw the figure and the tables of a finished run again, from its trials.")
public final class ReportCommand implements Callable<Integer> {
  private final Engine engine;
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "the folder of a run")
  private Path path;

  /**
   * Creates the command.
   *
   * @param engine reads experiments
   * @param console where output goes
   */
  @Inject
  public ReportCommand(Engine engine, Console console) {
    this.engine = engine;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(path);
    Experiment experiment = engine.read(folder.spec());
    RunResult result =
        new RunResult(
            experiment,
            ResultTables.readTrials(
                experiment,
                folder.read(RunFolder.TRIALS),
                path.resolve(RunFolder.TRIALS).toString()),
            "",
            Instant.EPOCH,
            Duration.ZERO);
    console.out().print(Summary.of(result));
    ResultWriter.write(result, folder, console);
    return 0;
  }
}

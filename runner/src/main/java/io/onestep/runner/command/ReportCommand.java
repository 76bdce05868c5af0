package io.onestep.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.Engine;
import io.onestep.engine.RunListener;
import io.onestep.engine.binding.Json;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.verdict.Verdicts;
import io.onestep.runner.ExitCode;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Summary;
import io.onestep.runner.folder.FailedTrials;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code onestep report}: writes figure, tables and report of a finished run again. */
@Command(
    name = "report",
    description = "Write figure, tables and report of a finished run again, from its trials.")
public final class ReportCommand implements Callable<Integer> {
  private final Supplier<Engine> engine;
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "the folder of a run")
  private Path path;

  /**
   * Creates the command.
   *
   * @param engine reads experiments
   * @param console where output goes
   */
  public ReportCommand(Supplier<Engine> engine, Console console) {
    this.engine = engine;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(path);
    Experiment experiment = engine.get().read(folder.spec());
    RunResult result =
        new RunResult(experiment, trials(experiment, folder), "", Instant.EPOCH, Duration.ZERO);
    Verdicts verdicts = engine.get().verdicts(result);
    console.out().print(Summary.of(result, verdicts));
    ResultWriter.write(result, verdicts, findings(experiment), folder, console);
    return ExitCode.DONE;
  }

  /** Without its provenance a run does not say why trials have no result. */
  private List<TaskResult> trials(Experiment experiment, RunFolder folder) {
    List<TaskResult.Completed> completed =
        ResultTables.readTrials(
            experiment, folder.read(RunFolder.TRIALS), path.resolve(RunFolder.TRIALS).toString());
    if (!folder.has(RunFolder.PROVENANCE)) {
      return List.copyOf(completed);
    }
    String source = path.resolve(RunFolder.PROVENANCE).toString();
    JsonNode provenance = Json.parse(folder.read(RunFolder.PROVENANCE), source);
    return FailedTrials.addTo(experiment, completed, provenance, source);
  }

  /** Backend and data files of the run need not be here; a report does without them. */
  private List<Finding> findings(Experiment experiment) {
    try {
      return engine.get().diagnose(experiment, RunListener.SILENT);
    } catch (InvalidInputException | MissingComponentException e) {
      console
          .err()
          .println("note: the report says nothing of the theory's assumptions: " + e.getMessage());
      return List.of();
    }
  }
}

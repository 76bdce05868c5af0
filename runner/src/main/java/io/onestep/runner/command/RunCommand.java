package io.onestep.runner.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.engine.Engine;
import io.onestep.engine.journal.Journal;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.runner.ExitCode;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.PlainText;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.folder.RunComparison;
import io.onestep.runner.folder.RunFolder;
import io.onestep.runner.preset.Presets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code onestep run}: runs an experiment and writes its folder. */
@Command(
    name = "run",
    description = {
      "Run a preset or a spec file; write tables, figure, report and provenance to a folder.",
      "",
      "A run that was cut off, in whatever way, has lost the trials in flight at most: --resume goes"
          + " on with it. Its files come out as those of a run never cut off, byte for byte. That"
          + " takes the same spec and data files (else exit code 2) and the same jars and version of"
          + " Onestep (else 3).",
      "",
      "--from repeats a finished run and compares. The exit code is 0 if the numbers are identical,"
          + " and if they differ where the environment does too; it is 4 if numbers differ for no"
          + " such reason, or if trials failed."
    })
public final class RunCommand implements Callable<Integer> {
  private static final Set<String> WITH_RESUME =
      Set.of("--resume", "--threads", "--executor", "--quiet", "--plugins");
  private static final Set<String> WITH_FROM =
      Set.of(
          "--from",
          "--out",
          "--threads",
          "--executor",
          "--backend",
          "--data",
          "--quiet",
          "--plugins");

  private final Supplier<Engine> engine;
  private final Presets presets;
  private final Supplier<Provenance> provenance;
  private final Console console;

  @Spec private CommandSpec command;

  @Mixin private SpecOptions spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "the run's folder (default: runs/<name>; with --from: that folder's name and '-again')")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "go on with the run in this folder; takes no spec, since the folder has it")
  private Path resume;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "repeat the finished run in this folder in another, and say what differs")
  private Path from;

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
  public RunCommand(
      Supplier<Engine> engine, Presets presets, Supplier<Provenance> provenance, Console console) {
    this.engine = engine;
    this.presets = presets;
    this.provenance = provenance;
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (resume != null) {
      allow("--resume", WITH_RESUME);
      return resume();
    }
    if (from != null) {
      allow("--from", WITH_FROM);
      return repeat();
    }
    Experiment experiment = spec.read(presets, engine.get());
    return code(
        journaledRun()
            .run(experiment, out == null ? Path.of("runs", experiment.spec().name()) : out));
  }

  private void allow(String mode, Set<String> options) {
    ParseResult parsed = command.commandLine().getParseResult();
    parsed.matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(name -> !options.contains(name))
        .findFirst()
        .ifPresent(name -> refuse(mode, name));
    if (!parsed.matchedPositionals().isEmpty()) {
      refuse(mode, "NAME_OR_FILE");
    }
  }

  private void refuse(String mode, String what) {
    throw new ParameterException(
        command.commandLine(),
        "%s takes the spec from the folder, so %s can't be given with it".formatted(mode, what));
  }

  private static int code(RunResult result) {
    return result.isWhole() ? ExitCode.DONE : ExitCode.NUMERICAL_FAILURE;
  }

  private JournaledRun journaledRun() {
    return new JournaledRun(engine.get(), provenance.get(), console, quiet);
  }

  private int resume() throws IOException, InterruptedException {
    try (Journal journal = Journal.open(resume, provenance.get().environment())) {
      RunFolder folder = RunFolder.resume(resume, journal.identity().spec());
      journal.identity().requireVersion(Provenance.version(), resume.toString());
      Experiment experiment = spec.change(journal.identity().spec(), engine.get());
      journal.identity().requireSame(provenance.get().identity(experiment), resume.toString());
      journal.note().ifPresent(this::note);
      if (!quiet) {
        say(journal, experiment);
      }
      return code(journaledRun().goOn(experiment, folder, journal));
    }
  }

  private void note(String note) {
    console.err().println(PlainText.note(note));
  }

  private void say(Journal journal, Experiment experiment) {
    note(
        journal.isFinished()
            ? "this run had finished; its files are written again from its journal"
            : "%d of %d trials are there already"
                .formatted(journal.size(), experiment.tasks().size()));
    JsonNode now = provenance.get().environment();
    JsonNode then = journal.parts().get(0).environment();
    for (String key : new String[] {"java", "os", "cpu"}) {
      if (!now.path(key).equals(then.path(key))) {
        note(
            "%s was %s when the run began, and is %s now: last digits may come out otherwise"
                .formatted(key, then.path(key).asText(), now.path(key).asText()));
      }
    }
  }

  private int repeat() throws IOException, InterruptedException {
    RunFolder first = RunFolder.open(from);
    Path whole = from.toAbsolutePath().normalize();
    Path path = out == null ? whole.resolveSibling(whole.getFileName() + "-again") : out;
    if (path.toAbsolutePath().normalize().equals(whole)) {
      throw new InvalidInputException(
          "--out", "is the folder of the run that is to be repeated; choose another");
    }
    RunResult result = journaledRun().run(spec.change(first.spec(), engine.get()), path);
    RunComparison comparison = RunComparison.of(first, new RunFolder(path));
    console.out().print(comparison.text());
    return comparison.isUnexplained() ? ExitCode.NUMERICAL_FAILURE : code(result);
  }
}

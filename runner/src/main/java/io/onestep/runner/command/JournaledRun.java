package io.onestep.runner.command;

import io.onestep.api.diagnostic.Finding;
import io.onestep.engine.Engine;
import io.onestep.engine.RunListener;
import io.onestep.engine.binding.Json;
import io.onestep.engine.journal.Journal;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.verdict.Verdicts;
import io.onestep.runner.console.Console;
import io.onestep.runner.console.Findings;
import io.onestep.runner.console.PlainText;
import io.onestep.runner.console.Progress;
import io.onestep.runner.console.Summary;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.folder.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Runs an experiment, or the rest of one, under a journal, and writes the files of its folder. */
final class JournaledRun {
  private final Engine engine;
  private final Provenance provenance;
  private final Console console;
  private final boolean quiet;

  JournaledRun(Engine engine, Provenance provenance, Console console, boolean quiet) {
    this.engine = engine;
    this.provenance = provenance;
    this.console = console;
    this.quiet = quiet;
  }

  /** Runs an experiment in a folder, which is refused if there is something else in it. */
  RunResult run(Experiment experiment, Path path) throws IOException, InterruptedException {
    Experiment settled = engine.withBackend(experiment, notes());
    RunFolder folder = RunFolder.claim(path, settled.json());
    folder.requireSpace(ResultTables.estimatedSize(settled));
    try (Journal journal =
        Journal.create(path, provenance.identity(settled), provenance.environment())) {
      return begin(settled, folder, journal);
    }
  }

  /** What fails before the first result leaves nothing behind, and can be run again once mended. */
  private RunResult begin(Experiment experiment, RunFolder folder, Journal journal)
      throws IOException, InterruptedException {
    try {
      return goOn(experiment, folder, journal);
    } catch (RunStoppedException e) {
      Throwable cause = e.getCause();
      if (journal.size() > 0 || !(cause instanceof RuntimeException || cause instanceof Error)) {
        throw e;
      }
      journal.withdraw();
      folder.deleteIfEmpty();
      if (cause instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) cause;
    }
  }

  /** What must be said in any case, on a terminal or not. */
  private RunListener notes() {
    return new RunListener() {
      @Override
      public void note(String note) {
        console.err().println(PlainText.note(note));
      }
    };
  }

  /** Runs what a journal does not have of an experiment, which names its backend. */
  RunResult goOn(Experiment experiment, RunFolder folder, Journal journal)
      throws IOException, InterruptedException {
    try (SteadyHeap heap = new SteadyHeap()) {
      List<Finding> findings = engine.diagnose(experiment, RunListener.SILENT);
      RunResult result = trials(experiment, journal, heap);
      heap.settle();
      folder.write(RunFolder.SPEC, Json.write(journal.identity().spec()));
      folder.write(RunFolder.TRIALS, out -> ResultTables.trials(result, out));
      folder.write(
          RunFolder.PROVENANCE, provenance.of(result, journal.identity(), journal.parts()));
      Verdicts verdicts = engine.verdicts(result);
      Console shown = quiet ? new Console(nowhere(), console.err(), false) : console;
      if (quiet) {
        Summary.failures(result).forEach(console.err()::println);
      } else {
        shown.out().print(Summary.of(result, verdicts));
        shown.out().print(Findings.inShort(findings));
      }
      ResultWriter.write(result, verdicts, findings, folder, shown);
      journal.finish();
      return result;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      if (!journal.isResumable()) {
        throw e;
      }
      throw new RunStoppedException(advice(experiment, folder, journal), e);
    }
  }

  private RunResult trials(Experiment experiment, Journal journal, SteadyHeap heap)
      throws InterruptedException {
    String name = experiment.spec().name();
    try (Progress progress = new Progress(name, console.err(), console.terminal())) {
      RunListener shown = quiet ? RunListener.SILENT : progress;
      return engine.run(experiment, heap.during(shown), journal);
    }
  }

  private static String advice(Experiment experiment, RunFolder folder, Journal journal) {
    return "%d of %d trials are kept in %s; to go on: onestep run --resume %s"
        .formatted(
            journal.size(),
            experiment.tasks().size(),
            folder.path(),
            quoted(folder.path().toString()));
  }

  private static String quoted(String path) {
    return path.contains(" ") ? "'" + path + "'" : path;
  }

  private static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream());
  }
}

package io.onestep.runner.command;

import io.onestep.api.diagnostic.Finding;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.verdict.Verdicts;
import io.onestep.runner.console.Console;
import io.onestep.runner.figure.Figure;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.folder.RunFolder;
import io.onestep.runner.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Writes what follows from a run's trials: statistics, verdicts, figure and report. */
final class ResultWriter {
  private ResultWriter() {}

  static void write(
      RunResult result,
      Verdicts verdicts,
      List<Finding> findings,
      RunFolder folder,
      Console console)
      throws IOException {
    // Pixels take as long as all else here, so they are drawn beside it.
    CompletableFuture<Optional<byte[]>> png =
        CompletableFuture.supplyAsync(() -> Figure.of(result).map(Figure::png));
    folder.write(RunFolder.RESULTS, out -> ResultTables.results(result, out));
    folder.write(RunFolder.VERDICTS, out -> ResultTables.verdicts(verdicts, out));
    Optional<Figure> figure = Figure.of(result);
    if (figure.isPresent()) {
      folder.write(RunFolder.FIGURE_SVG, figure.get().svg());
    }
    String report = Report.of(result, verdicts, findings, folder);
    Optional<byte[]> pixels = of(png);
    if (pixels.isPresent()) {
      folder.write(RunFolder.FIGURE_PNG, pixels.get());
      console.out().println("figure: " + folder.path().resolve(RunFolder.FIGURE_PNG));
    } else {
      console
          .err()
          .println(
              "note: no figure, since the sweep is not of one or two axes of numbers, or no trial has its"
                  + " metric");
    }
    folder.write(RunFolder.REPORT, report);
    console.out().println("report: " + folder.path().resolve(RunFolder.REPORT));
  }

  /** What was wrong there is thrown as it was. */
  private static <T> T of(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}

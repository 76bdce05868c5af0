package io.onestep.runner.command;

import io.onestep.api.diagnostic.Finding;
import io.onestep.engine.result.RunResult;
import io.onestep.runner.console.Console;
import io.onestep.runner.figure.Figure;
import io.onestep.runner.folder.ResultTables;
import io.onestep.runner.folder.RunFolder;
import io.onestep.runner.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes what follows from a run's trials: statistics, verdicts, figure and report. */
final class ResultWriter {
  private ResultWriter() {}

  static void write(RunResult result, List<Finding> findings, RunFolder folder, Console console)
      throws IOException {
    folder.write(RunFolder.RESULTS, ResultTables.results(result));
    folder.write(RunFolder.VERDICTS, ResultTables.verdicts(result));
    Optional<Figure> figure = Figure.of(result);
    if (figure.isPresent()) {
      folder.write(RunFolder.FIGURE_SVG, figure.get().svg());
      folder.write(RunFolder.FIGURE_PNG, figure.get().png());
      console.out().println("figure: " + folder.path().resolve(RunFolder.FIGURE_PNG));
    } else {
      console
          .err()
          .println(
              "note: no figure, since the sweep is not of one or two axes of numbers, or no trial has its"
                  + " metric");
    }
    folder.write(RunFolder.REPORT, Report.of(result, findings, folder));
    console.out().println("report: " + folder.path().resolve(RunFolder.REPORT));
  }
}

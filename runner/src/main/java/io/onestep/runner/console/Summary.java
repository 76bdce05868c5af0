package io.onestep.runner.console;

import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.catalogue.Suggestion;
import io.onestep.engine.plan.Point;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.FigureSpec;
import io.onestep.engine.verdict.Verdicts;
import io.onestep.runner.series.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The summary of a run: a table of its results, what failed, where the time went. */
public final class Summary {
  private static final int ROWS_SHOWN = 40;
  private static final int FAILURES_SHOWN = 5;

  /** The most characters of a line of a table, if one series has not more. */
  private static final int WIDTH = 140;

  private Summary() {}

  /**
   * Summarises a run.
   *
   * @param result the run
   * @param verdicts the verdicts on it
   * @return lines of text
   */
  public static String of(RunResult result, Verdicts verdicts) {
    FigureSpec figure = result.experiment().spec().figure();
    StringBuilder text = new StringBuilder();
    List<Series> series = Series.of(result, figure);
    if (series.isEmpty()) {
      text.append(nothing(result)).append('\n');
    } else {
      text.append(String.join(", ", figure.metrics()).replace('_', ' '))
          .append(": mean +- standard error over trials\n")
          .append(
              fitting(result, series).stream()
                  .map(columns -> table(result, columns).toString())
                  .collect(Collectors.joining("\n")));
    }
    int points = result.experiment().points().size();
    if (points > ROWS_SHOWN) {
      text.append("and %d more points in results.csv\n".formatted(points - ROWS_SHOWN));
    }
    lines(verdicts, figure.metric()).forEach(line -> text.append(line).append('\n'));
    failures(result).forEach(line -> text.append(line).append('\n'));
    if (!result.time().isEmpty()) {
      text.append(time(result)).append('\n');
    }
    return text.toString();
  }

  /** Says why there is no table. */
  private static String nothing(RunResult result) {
    Set<String> measured =
        result.completed().stream()
            .flatMap(trial -> trial.measurements().stream())
            .map(Measurement::metric)
            .collect(Collectors.toCollection(TreeSet::new));
    return measured.isEmpty()
        ? "no trial has results"
        : "no table: "
            + Suggestion.unknown(
                "metric of the figure", result.experiment().spec().figure().metric(), measured);
  }

  /** The series of each table: all in one if a line has room for them, else by activation. */
  private static List<List<Series>> fitting(RunResult result, List<Series> series) {
    int axes = 0;
    List<Axis> sweep = result.experiment().spec().sweep();
    for (int a = 0; a < sweep.size(); a++) {
      int axis = a;
      Stream<String> cells =
          result.experiment().points().stream().map(point -> point.coordinateTexts().get(axis));
      axes += width(sweep.get(a).name(), cells);
    }
    int all = axes;
    for (Series s : series) {
      all += width(s);
    }
    List<List<Series>> tables = new ArrayList<>();
    int used = 0;
    int activation = -1;
    for (Series s : series) {
      boolean ofAnother = s.activation() != activation && all > WIDTH;
      if (tables.isEmpty() || ofAnother || used + width(s) > WIDTH) {
        tables.add(new ArrayList<>());
        used = axes;
        activation = s.activation();
      }
      tables.get(tables.size() - 1).add(s);
      used += width(s);
    }
    return tables;
  }

  private static int width(Series series) {
    return width(series.name(), series.values().stream().map(Summary::cell));
  }

  private static int width(String head, Stream<String> cells) {
    return Table.GAP + cells.mapToInt(String::length).reduce(head.length(), Math::max);
  }

  private static Table table(RunResult result, List<Series> series) {
    Table table = new Table();
    List<String> head = new ArrayList<>();
    result.experiment().spec().sweep().stream().map(Axis::name).forEach(head::add);
    series.stream().map(Series::name).forEach(head::add);
    table.add(head.toArray(String[]::new));
    Map<Integer, String[]> rows = new TreeMap<>();
    for (int s = 0; s < series.size(); s++) {
      for (Series.Value value : series.get(s).values()) {
        String[] row =
            rows.computeIfAbsent(
                value.point(),
                index -> beginning(result.experiment().points().get(index), series.size()));
        row[row.length - series.size() + s] = cell(value);
      }
    }
    rows.values().stream().limit(ROWS_SHOWN).forEach(table::add);
    return table;
  }

  /** A row with its coordinates, its other cells still empty. */
  private static String[] beginning(Point point, int series) {
    List<String> row = new ArrayList<>(point.coordinateTexts());
    row.addAll(Collections.nCopies(series, ""));
    return row.toArray(String[]::new);
  }

  private static String cell(Series.Value value) {
    return Double.isNaN(value.standardError())
        ? String.format(Locale.ROOT, "%.5g", value.mean())
        : String.format(Locale.ROOT, "%.5g +-%.1g", value.mean(), value.standardError());
  }

  /** The verdicts on the figure's metric; if there are none on it, on the generalization error. */
  private static List<String> lines(Verdicts verdicts, String metric) {
    List<String> lines = verdicts.lines(metric);
    return lines.isEmpty() ? verdicts.lines("generalization_error") : lines;
  }

  /**
   * Says which trials and predictions failed, and why.
   *
   * @param result the run
   * @return lines of text, the first failures of each kind; none if nothing failed
   */
  public static List<String> failures(RunResult result) {
    int trials = result.results().size();
    List<String> lines = new ArrayList<>();
    List<String> failed =
        result.failed().stream()
            .map(f -> result.experiment().describe(f.task()) + ": " + f.reason())
            .toList();
    add("%d of %d trials failed and are left out:".formatted(failed.size(), trials), failed, lines);
    List<TaskResult.Completed> without = result.withoutPredictions();
    List<String> missing = new ArrayList<>();
    for (TaskResult.Completed trial : without) {
      String place = result.experiment().describe(trial.task());
      trial.missing().forEach(m -> missing.add(place + ": " + m.activation() + ": " + m.reason()));
    }
    add(
        "predictions of %d of %d trials failed and are left out:".formatted(without.size(), trials),
        missing,
        lines);
    return lines;
  }

  /** Adds the first of what went wrong, if anything did. */
  private static void add(String headline, List<String> wrong, List<String> lines) {
    if (wrong.isEmpty()) {
      return;
    }
    lines.add(headline);
    wrong.stream().limit(FAILURES_SHOWN).forEach(line -> lines.add("  " + line));
    if (wrong.size() > FAILURES_SHOWN) {
      lines.add("  and %d more in provenance.json".formatted(wrong.size() - FAILURES_SHOWN));
    }
  }

  private static String time(RunResult result) {
    double all = result.time().values().stream().mapToDouble(Summary::seconds).sum();
    return "time %s on %s; of the trials' %s: "
            .formatted(
                Progress.duration(seconds(result.duration())),
                result.backend(),
                Progress.duration(all))
        + result.time().entrySet().stream()
            .map(t -> "%s %.0f %%".formatted(t.getKey().text(), 100 * seconds(t.getValue()) / all))
            .collect(Collectors.joining(", "));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

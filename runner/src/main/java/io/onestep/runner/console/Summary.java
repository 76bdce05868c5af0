package io.onestep.runner.console;

import io.onestep.api.execution.TaskResult;
import io.onestep.engine.plan.Point;
import io.onestep.engine.result.Aggregate;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The summary of a run: a table of its results, what failed, where the time went. */
public final class Summary {
  private static final int FAILURES_SHOWN = 5;

  private Summary() {}

  /**
   * Summarises a run.
   *
   * @param result the run
   * @return lines of text
   */
  public static String of(RunResult result) {
    String metric = result.experiment().spec().figure().metric();
    StringBuilder text = new StringBuilder();
    text.append(metric.replace('_', ' '))
        .append(": mean +- standard error over trials\n")
        .append(table(result, metric));
    failures(result).forEach(line -> text.append(line).append('\n'));
    if (!result.time().isEmpty()) {
      text.append(time(result)).append('\n');
    }
    return text.toString();
  }

  private static Table table(RunResult result, String metric) {
    Map<Integer, Map<String, Aggregate>> rows = new LinkedHashMap<>();
    List<String> series = new ArrayList<>();
    for (Aggregate a : result.aggregates()) {
      if (a.metric().equals(metric)) {
        String name = seriesName(result, a);
        if (!series.contains(name)) {
          series.add(name);
        }
        rows.computeIfAbsent(a.point(), p -> new LinkedHashMap<>()).put(name, a);
      }
    }
    Table table = new Table();
    List<String> head = new ArrayList<>();
    result.experiment().spec().sweep().stream().map(Axis::name).forEach(head::add);
    head.addAll(series);
    table.add(head.toArray(String[]::new));
    rows.forEach(
        (index, values) -> {
          Point point = result.experiment().points().get(index);
          List<String> row = new ArrayList<>();
          point
              .coordinates()
              .forEach(c -> row.add(c.isNumber() ? number(c.doubleValue()) : c.asText()));
          series.forEach(name -> row.add(cell(values.get(name))));
          table.add(row.toArray(String[]::new));
        });
    return table;
  }

  private static String seriesName(RunResult result, Aggregate a) {
    boolean severalReadouts = result.experiment().spec().readouts().size() > 1;
    boolean simulated = a.source().equals("simulation");
    return a.activation()
        + " "
        + a.model()
        + (severalReadouts ? " " + a.readout() : "")
        + (simulated ? "" : " " + a.source());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value)
        .replaceAll("(\\.\\d*?)0+$", "$1")
        .replaceAll("\\.$", "");
  }

  private static String cell(Aggregate a) {
    if (a == null) {
      return "";
    }
    return Double.isNaN(a.standardError())
        ? String.format(Locale.ROOT, "%.5g", a.mean())
        : String.format(Locale.ROOT, "%.5g +-%.1g", a.mean(), a.standardError());
  }

  private static List<String> failures(RunResult result) {
    List<TaskResult.Failed> failed = result.failed();
    List<String> lines = new ArrayList<>();
    if (!failed.isEmpty()) {
      lines.add(
          "%d of %d trials failed and are left out:"
              .formatted(failed.size(), result.results().size()));
    }
    failed.stream()
        .limit(FAILURES_SHOWN)
        .forEach(
            f ->
                lines.add(
                    "  point %d, trial %d: %s"
                        .formatted(f.task().point(), f.task().trial(), f.reason())));
    if (failed.size() > FAILURES_SHOWN) {
      lines.add("  and " + (failed.size() - FAILURES_SHOWN) + " more");
    }
    return lines;
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

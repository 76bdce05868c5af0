package io.onestep.runner.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Mustache;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.binding.Json;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.Point;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.engine.verdict.Comparison;
import io.onestep.engine.verdict.Verdicts;
import io.onestep.runner.folder.Provenance;
import io.onestep.runner.folder.RunFolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The report of a run: a self-contained page. */
public final class Report {
  private static final String HOME = "/io/onestep/runner/report/";
  private static final int FAILURES_SHOWN = 20;

  /** Files above this size are not put into the page. */
  private static final int LARGEST_FILE = 3 << 20;

  private Report() {}

  /**
   * Writes the report of a run. The same run gives the same text.
   *
   * @param result the run
   * @param verdicts the verdicts on it
   * @param findings what has been found about the theory's assumptions; left out if empty
   * @param folder the run's folder, with all its other files written
   * @return the page, an HTML document that needs no other file and no network
   */
  public static String of(
      RunResult result, Verdicts verdicts, List<Finding> findings, RunFolder folder) {
    ExperimentSpec spec = result.experiment().spec();
    String library = ChartLibrary.script();
    String script = ChartLibrary.resource(HOME + "report.js");
    JsonNode provenance =
        folder.has(RunFolder.PROVENANCE)
            ? Json.parse(folder.read(RunFolder.PROVENANCE), RunFolder.PROVENANCE)
            : Json.parse("{}", RunFolder.PROVENANCE);
    Map<String, Object> page = new HashMap<>();
    page.put("scripts", hash(library) + " " + hash(script));
    page.put("css", ChartLibrary.resource(HOME + "report.css"));
    page.put("library", library);
    page.put("script", script);
    page.put("licences", ChartLibrary.licences());
    page.put("data", inScript(ReportData.of(result)));
    page.put("version", Provenance.version());
    page.put("name", spec.name());
    page.put("title", spec.title().isBlank() ? spec.name() : spec.title());
    page.put("description", spec.description());
    page.put("facts", facts(result.experiment(), provenance));
    page.put("failures", failures(result));
    page.put("verdicts", lines(verdicts));
    page.put("findings", findings.stream().map(Report::finding).toList());
    page.put("files", files(folder));
    page.put("spec", Json.write(result.experiment().json()));
    page.put("provenance", provenance(provenance));
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .compile(ChartLibrary.resource(HOME + "report.html"))
        .execute(page);
  }

  /** What a policy of the page allows to run: this script and no other. */
  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** No text in JSON may end the script that holds it. */
  private static String inScript(JsonNode json) {
    return json.toString().replace("<", "\\u003c");
  }

  private static List<String> facts(Experiment experiment, JsonNode provenance) {
    ExperimentSpec spec = experiment.spec();
    List<String> facts = new ArrayList<>();
    int points = experiment.points().size();
    facts.add(count(points, "point") + " × " + count(spec.trials(), "trial"));
    size(experiment, "n", point -> point.sizes().n(), facts);
    size(experiment, "m", point -> point.sizes().m(), facts);
    size(experiment, "k", point -> point.sizes().k(), facts);
    facts.add("seed " + spec.seed());
    if (provenance.path("start").isTextual()) {
      facts.add("run " + provenance.get("start").textValue().replaceAll("T.*", ""));
    }
    return facts;
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static void size(
      Experiment experiment, String letter, ToIntFunction<Point> size, List<String> facts) {
    int[] distinct = experiment.points().stream().mapToInt(size).sorted().distinct().toArray();
    facts.add(
        letter
            + " = "
            + distinct[0]
            + (distinct.length == 1 ? "" : " to " + distinct[distinct.length - 1]));
  }

  /** The trials without a result, and those without predictions. */
  private static List<Map<String, Object>> failures(RunResult result) {
    Map<String, String> reasons = new LinkedHashMap<>();
    List<Task> tasks = result.experiment().tasks();
    tasks.forEach(task -> reasons.put(id(task), "no result"));
    result.failed().forEach(failed -> reasons.put(id(failed.task()), failed.reason()));
    result.completed().forEach(completed -> reasons.remove(id(completed.task())));
    List<String> failed =
        tasks.stream()
            .filter(task -> reasons.containsKey(id(task)))
            .map(task -> where(result.experiment(), task) + ": " + reasons.get(id(task)))
            .toList();
    List<TaskResult.Completed> without = result.withoutPredictions();
    List<String> missing = new ArrayList<>();
    for (TaskResult.Completed trial : without) {
      String where = where(result.experiment(), trial.task());
      trial.missing().forEach(m -> missing.add(where + ": " + m.activation() + ": " + m.reason()));
    }
    List<Map<String, Object>> failures = new ArrayList<>();
    if (!failed.isEmpty()) {
      failures.add(failures("failed", "%d of %d trials", failed.size(), tasks.size(), failed));
    }
    if (!missing.isEmpty()) {
      failures.add(
          failures(
              "missing", "predictions of %d of %d trials", without.size(), tasks.size(), missing));
    }
    return failures;
  }

  private static Map<String, Object> failures(
      String id, String what, int count, int trials, List<String> all) {
    List<String> lines = new ArrayList<>(all.subList(0, Math.min(all.size(), FAILURES_SHOWN)));
    if (all.size() > FAILURES_SHOWN) {
      lines.add("and " + (all.size() - FAILURES_SHOWN) + " more");
    }
    return Map.of(
        "id",
        id,
        "headline",
        what.formatted(count, trials) + " failed and are left out",
        "lines",
        lines);
  }

  private static String id(Task task) {
    return task.point() + " " + task.trial();
  }

  private static String where(Experiment experiment, Task task) {
    List<Axis> sweep = experiment.spec().sweep();
    List<String> coordinates = experiment.points().get(task.point()).coordinateTexts();
    return IntStream.range(0, sweep.size())
            .mapToObj(i -> sweep.get(i).name() + " = " + coordinates.get(i) + ", ")
            .collect(Collectors.joining())
        + "trial "
        + task.trial();
  }

  /** The verdicts on each error, those on the figure's first. */
  private static List<Map<String, Object>> lines(Verdicts verdicts) {
    String figure = verdicts.experiment().spec().figure().metric();
    return verdicts.comparisons().stream()
        .map(Comparison::metric)
        .distinct()
        .sorted(Comparator.comparing(metric -> !metric.equals(figure)))
        .map(verdicts::lines)
        .map(
            lines ->
                Map.<String, Object>of(
                    "rule",
                    lines.get(0),
                    "lines",
                    lines.stream().skip(1).map(String::strip).toList()))
        .toList();
  }

  private static Map<String, Object> finding(Finding finding) {
    return Map.of(
        "assumption", finding.assumption(),
        "kind", finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        "verdict", finding.verdict().text(),
        "headline", finding.headline(),
        "more", finding.text().lines().skip(1).toList());
  }

  private static List<Map<String, Object>> files(RunFolder folder) {
    List<Map<String, Object>> files = new ArrayList<>();
    file(folder, RunFolder.RESULTS, "text/csv", "a row a point and series", files);
    file(folder, RunFolder.TRIALS, "text/csv", "a row a measured number", files);
    file(folder, RunFolder.VERDICTS, "text/csv", "a row a point and compared error", files);
    file(folder, RunFolder.FIGURE_SVG, "image/svg+xml", "the figure as the paper draws it", files);
    file(folder, RunFolder.SPEC, "application/json", "what to run to get it again", files);
    return files;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file that can be saved from the page; of a large one only that it is in the folder. */
  private static void file(
      RunFolder folder, String name, String type, String what, List<Map<String, Object>> files) {
    if (!folder.has(name)) {
      return;
    }
    long bytes = folder.size(name);
    boolean large = bytes > LARGEST_FILE;
    String size =
        bytes < 1 << 20
            ? "%d KiB".formatted(Math.max(1, bytes >> 10))
            : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    files.add(
        Map.of(
            "name",
            name,
            "href",
            large ? "" : "data:%s;base64,%s".formatted(type, base64(folder.read(name))),
            "text",
            what
                + ", "
                + size
                + (large ? "; too large for this page, it is in the run's folder" : "")));
  }

  private static List<Map<String, Object>> provenance(JsonNode provenance) {
    List<Map<String, Object>> entries = new ArrayList<>();
    provenance
        .properties()
        .forEach(
            entry -> {
              List<String> lines = lines(entry.getValue());
              if (!lines.isEmpty()) {
                entries.add(Map.of("key", entry.getKey().replace('_', ' '), "lines", lines));
              }
            });
    return entries;
  }

  private static List<String> lines(JsonNode value) {
    List<String> lines = new ArrayList<>();
    if (value.isObject()) {
      value.properties().forEach(e -> lines.add(e.getKey() + ": " + text(e.getValue())));
    } else if (value.isArray()) {
      value.forEach(element -> lines.add(text(element)));
    } else if (!value.isNull()) {
      lines.add(value.asText());
    }
    return lines;
  }

  private static String text(JsonNode value) {
    return value.isObject()
        ? value.properties().stream()
            .map(e -> e.getKey() + " " + text(e.getValue()))
            .collect(Collectors.joining(", "))
        : value.isValueNode() ? value.asText() : value.toString();
  }
}

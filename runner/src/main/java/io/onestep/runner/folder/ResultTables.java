package io.onestep.runner.folder;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.plan.Point;
import io.onestep.engine.result.RunResult;
import io.onestep.engine.spec.Axis;
import io.onestep.engine.spec.VerdictSpec;
import io.onestep.engine.verdict.Comparison;
import io.onestep.engine.verdict.Conclusion;
import io.onestep.engine.verdict.RelativeDifference;
import io.onestep.engine.verdict.Verdicts;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** A run's results as comma-separated values, and back. */
public final class ResultTables {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  /**
   * Of a model: errors, gap, norm of the readout, errors by component: three components have as
   * many, two with class labels two more, ten classes four times as many. How many there are is
   * known only once data are drawn.
   */
  private static final int MEASUREMENTS = 7;

  /** Some metrics measure a few numbers, some a hundred. */
  private static final int MEASUREMENTS_OF_A_METRIC = 20;

  /** A line of the table and a part of a line of the journal, some 90 bytes each. */
  private static final int BYTES_A_MEASUREMENT = 200;

  /** The rest of a line of the journal. */
  private static final int BYTES_A_TRIAL = 250;

  /** A mean's row in the tables of results and verdicts, and what the report has of it. */
  private static final int BYTES_A_MEAN = 700;

  /** Figures, spec, provenance, and of the report the scripts and the trials, if it has them. */
  private static final double FILES = 4 << 20;

  private ResultTables() {}

  /**
   * Writes every measured number: the content of {@value RunFolder#TRIALS}, rows in plan order.
   *
   * @param result the run
   * @param out where to
   * @throws IOException if it can't be written there
   */
  public static void trials(RunResult result, Appendable out) throws IOException {
    Experiment experiment = result.experiment();
    write(
        header(experiment, "trial", "activation", "model", "readout", "metric", "source", "value"),
        result.completed().stream().flatMap(trial -> rows(experiment, trial)),
        out);
  }

  private static Stream<List<Object>> rows(Experiment experiment, TaskResult.Completed trial) {
    List<String> axes = coordinates(experiment.points().get(trial.task().point()));
    return trial.measurements().stream()
        .map(
            m ->
                row(
                    axes,
                    trial.task().trial(),
                    m.activation(),
                    m.model(),
                    m.readout(),
                    m.metric(),
                    m.source(),
                    m.value()));
  }

  /**
   * Writes the statistics: the content of {@value RunFolder#RESULTS}. A deviation that a single
   * trial can't have is left empty.
   *
   * @param result the run
   * @param out where to
   * @throws IOException if it can't be written there
   */
  public static void results(RunResult result, Appendable out) throws IOException {
    Experiment experiment = result.experiment();
    write(
        header(
            experiment,
            "activation",
            "model",
            "readout",
            "metric",
            "source",
            "mean",
            "std",
            "standard_error",
            "trials"),
        result.aggregates().stream()
            .map(
                a ->
                    row(
                        coordinates(experiment.points().get(a.point())),
                        a.activation(),
                        a.model(),
                        a.readout(),
                        a.metric(),
                        a.source(),
                        a.mean(),
                        finiteOrEmpty(a.std()),
                        finiteOrEmpty(a.standardError()),
                        a.trials())),
        out);
  }

  /**
   * Estimates the size of all files of a run.
   *
   * @param experiment the experiment
   * @return the size in bytes
   */
  public static double estimatedSize(Experiment experiment) {
    double measurements =
        experiment.points().stream()
            .map(Point::spec)
            .mapToDouble(
                spec ->
                    (double) spec.activations().size()
                        * (spec.models().size()
                                * spec.readouts().size()
                                * (MEASUREMENTS + (spec.theory().isPresent() ? MEASUREMENTS : 0))
                            + spec.metrics().size() * MEASUREMENTS_OF_A_METRIC))
            .sum();
    return FILES
        + measurements * BYTES_A_MEAN
        + (double) experiment.spec().trials()
            * (experiment.points().size() * BYTES_A_TRIAL + measurements * BYTES_A_MEASUREMENT);
  }

  /**
   * Writes which errors are the same: the content of {@value RunFolder#VERDICTS}. A mean or a
   * confidence interval that the trials do not give is left empty.
   *
   * @param verdicts the verdicts on a run
   * @param out where to
   * @throws IOException if it can't be written there
   */
  public static void verdicts(Verdicts verdicts, Appendable out) throws IOException {
    Experiment experiment = verdicts.experiment();
    write(
        header(
            experiment,
            "activation",
            "model",
            "readout",
            "metric",
            "source",
            "against",
            "margin",
            "level",
            "trials",
            "mean_relative_difference",
            "confidence_low",
            "confidence_high",
            "verdict",
            "reason"),
        verdicts.comparisons().stream().map(c -> row(experiment, c)),
        out);
  }

  private static List<Object> row(Experiment experiment, Comparison c) {
    VerdictSpec rule = experiment.spec().verdict();
    RelativeDifference difference = c.conclusion().difference();
    return row(
        coordinates(experiment.points().get(c.point())),
        c.activation(),
        c.model(),
        c.readout(),
        c.metric(),
        c.source(),
        c.against(),
        rule.margin(),
        rule.level(),
        difference.trials(),
        finiteOrEmpty(difference.mean()),
        finiteOrEmpty(difference.low()),
        finiteOrEmpty(difference.high()),
        c.conclusion().text(),
        c.conclusion() instanceof Conclusion.Inconclusive i ? i.reason() : "");
  }

  private static Object finiteOrEmpty(double value) {
    return Double.isFinite(value) ? value : "";
  }

  /**
   * Reads the trials of a finished run.
   *
   * @param experiment its experiment
   * @param text the content of {@value RunFolder#TRIALS}
   * @param source where the text is from, for error messages
   * @return the trials that have results, in the order of the file
   * @throws InvalidInputException if the file does not belong to the experiment
   */
  public static List<TaskResult.Completed> readTrials(
      Experiment experiment, String text, String source) {
    Map<List<String>, Integer> pointOf = new LinkedHashMap<>();
    experiment.points().forEach(p -> pointOf.put(coordinates(p), p.index()));
    int axes = experiment.spec().sweep().size();
    Map<Task, List<Measurement>> trials = new LinkedHashMap<>();
    try (CSVParser rows =
        FORMAT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(text))) {
      for (CSVRecord row : rows) {
        Integer point = pointOf.get(row.stream().limit(axes).toList());
        if (point == null) {
          throw new InvalidInputException(
              source + ":" + rows.getCurrentLineNumber(), "is at no point of the run's spec");
        }
        trials
            .computeIfAbsent(
                new Task(point, Integer.parseInt(row.get("trial")), 0), t -> new ArrayList<>())
            .add(
                new Measurement(
                    row.get("activation"),
                    row.get("model"),
                    row.get("readout"),
                    row.get("metric"),
                    row.get("source"),
                    Double.parseDouble(row.get("value"))));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(source, "is not the table of a run: " + e.getMessage());
    }
    List<TaskResult.Completed> results = new ArrayList<>();
    trials.forEach((task, values) -> results.add(new TaskResult.Completed(task, values, Map.of())));
    return results;
  }

  private static String[] header(Experiment experiment, String... columns) {
    return Stream.concat(experiment.spec().sweep().stream().map(Axis::name), Stream.of(columns))
        .toArray(String[]::new);
  }

  private static List<String> coordinates(Point point) {
    return point.coordinates().stream().map(ResultTables::text).toList();
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private static List<Object> row(List<String> axes, Object... columns) {
    List<Object> row = new ArrayList<>(axes);
    row.addAll(List.of(columns));
    return row;
  }

  /** Rows are made one by one: all of a large run's would take more memory than its trials. */
  private static void write(String[] header, Stream<List<Object>> rows, Appendable out)
      throws IOException {
    new CSVPrinter(out, FORMAT.builder().setHeader(header).get()).printRecords(rows);
  }
}

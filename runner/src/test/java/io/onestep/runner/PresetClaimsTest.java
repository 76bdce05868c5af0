package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the paper claims of each figure, on the presets at n = 200. A difference counts if it is
 * more than 5 standard errors of it, which are those of the trials' means.
 */
class PresetClaimsTest {
  private static final double ERRORS = 5;

  @TempDir private Path temporary;

  /** One row of results.csv. */
  private record Row(
      List<Double> axes, String activation, String model, String metric, double mean, double se) {}

  private List<Row> run(String preset, String... options) throws IOException {
    Path out = temporary.resolve(preset);
    List<String> args = new ArrayList<>(List.of("run", preset, "--out", out.toString()));
    args.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out.resolve("figure.png")).isNotEmptyFile();
    List<Row> rows = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(out.resolve("results.csv"))) {
      for (CSVRecord r : format.parse(reader)) {
        int axes = r.size() - 9;
        rows.add(
            new Row(
                r.stream().limit(axes).map(Double::valueOf).toList(),
                r.get("activation"),
                r.get("model"),
                r.get("metric"),
                Double.parseDouble(r.get("mean")),
                Double.parseDouble(r.get("standard_error"))));
      }
    }
    return rows;
  }

  private List<Row> small(String preset, int trials) throws IOException {
    return run(preset, "--trials", Integer.toString(trials), "--set", "/sizes/n=200");
  }

  private static List<Row> network(List<Row> rows, String activation, String metric) {
    return rows.stream()
        .filter(r -> r.model().equals("network"))
        .filter(r -> r.activation().equals(activation) && r.metric().equals(metric))
        .toList();
  }

  private static List<Row> errors(List<Row> rows, String activation) {
    return network(rows, activation, "generalization_error");
  }

  private static Row last(List<Row> rows) {
    return rows.get(rows.size() - 1);
  }

  private static void assertBelow(Row small, Row large) {
    double se = Math.hypot(small.se(), large.se());
    assertThat(large.mean() - small.mean())
        .as("%s below %s", small, large)
        .isGreaterThan(ERRORS * se);
  }

  /** Each mean is at most the one before, up to 5 standard errors; the last is below the first. */
  private static void assertFalls(List<Row> rows) {
    for (int i = 1; i < rows.size(); i++) {
      double se = Math.hypot(rows.get(i - 1).se(), rows.get(i).se());
      assertThat(rows.get(i).mean() - rows.get(i - 1).mean())
          .as("from %s to %s", rows.get(i - 1), rows.get(i))
          .isLessThan(ERRORS * se);
    }
    assertBelow(last(rows), rows.get(0));
  }

  private static List<Row> reversed(List<Row> rows) {
    List<Row> reversed = new ArrayList<>(rows);
    java.util.Collections.reverse(reversed);
    return reversed;
  }
}

package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the paper claims of each figure: on the presets at n = 200, and on real images with few
 * trials. A difference counts if it is more than 5 standard errors of it, which are those of the
 * trials' means.
 */
class PresetClaimsTest {
  private static final double ERRORS = 5;

  @TempDir private static Path temporary;

  /** Runs by their command line: several claims are about one run. */
  private static final Map<List<String>, List<Row>> RUNS = new HashMap<>();

  /** One row of results.csv. */
  private record Row(
      List<Double> axes, String activation, String model, String metric, double mean, double se) {}

  private List<Row> run(String preset, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("run", preset));
    args.addAll(List.of(options));
    List<Row> known = RUNS.get(args);
    if (known != null) {
      return known;
    }
    List<String> call = List.copyOf(args);
    Path out = temporary.resolve(Integer.toString(RUNS.size()));
    args.addAll(List.of("--out", out.toString()));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(out.resolve("figure.png")).isNotEmptyFile();
    List<Row> rows = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(out.resolve("results.csv"))) {
      for (CSVRecord r : format.parse(reader)) {
        if (!r.get("source").equals("simulation")) {
          continue; // claims are about what networks do, not about what is predicted
        }
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
    RUNS.put(call, rows);
    return rows;
  }

  /** At n = 200, with data drawn in every trial, so that standard errors include the data's. */
  private List<Row> small(String preset, int trials, String... options) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--trials",
                Integer.toString(trials),
                "--set",
                "/sizes/n=200",
                "--set",
                "/data_draw=\"trial\""));
    all.addAll(List.of(options));
    return run(preset, all.toArray(String[]::new));
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
    Collections.reverse(reversed);
    return reversed;
  }

  /** Network and Hermite model differ by less than a share of the network's error. */
  private static void assertFollowed(List<Row> rows, double share) {
    rows.stream()
        .filter(r -> r.metric().equals("relative_gap"))
        .forEach(
            r -> assertThat(Math.abs(r.mean())).as("%s", r).isLessThan(share + ERRORS * r.se()));
  }

  @Test
  void fig1aHermiteModelsFollowAtEveryWidth() throws IOException {
    assertFollowed(small("fig1a", 10), 0.02);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid"})
  void fig1bErrorGrowsWithAlpha(String activation) throws IOException {
    List<Row> rows = small("fig1b", 10, "--set", "/sweep/0/values={\"linspace\": [0, 1, 6]}");
    assertFalls(reversed(errors(rows, activation)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid"})
  void fig1cErrorFallsWithBeta(String activation) throws IOException {
    assertFalls(errors(small("fig1c", 10), activation));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "sigmoid"})
  void fig2aErrorVanishesAtTheEndsAndPeaksInTheMiddle(String activation) throws IOException {
    List<Row> rows = errors(small("fig2a", 10), activation);
    assertFalls(reversed(rows.subList(0, 5)));
    assertFalls(rows.subList(5, 10));
    assertThat(rows.get(0).mean()).isLessThan(0.02 * rows.get(4).mean());
    assertThat(last(rows).mean()).isLessThan(0.02 * rows.get(5).mean());
  }

  @Test
  void fig2aTanhStaysHigh() throws IOException {
    List<Row> rows = errors(small("fig2a", 10), "tanh");
    double middle = rows.get(4).mean();
    assertThat(rows).allSatisfy(r -> assertThat(r.mean()).isGreaterThan(0.8 * middle));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid"})
  void fig2bErrorFallsAsTheAlignmentGrows(String activation) throws IOException {
    List<Row> rows =
        errors(
            small("fig2b", 20, "--set", "/sweep/0/values=[-1, -0.6, -0.2, 0.2, 0.6, 1]"),
            activation);
    assertFalls(reversed(rows.subList(0, 3)));
    assertFalls(rows.subList(3, 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid"})
  void fig2cErrorFallsWithTheRank(String activation) throws IOException {
    List<Row> rows = errors(small("fig2c", 120, "--set", "/sweep/0/values=[1, 3, 10]"), activation);
    assertBelow(rows.get(1), rows.get(0));
    assertBelow(rows.get(2), rows.get(0));
  }

  @Test
  void fig4aErrorGrowsWithAlphaAndFallsWithBeta() throws IOException {
    List<Row> rows =
        errors(
            run(
                "fig4a",
                "--trials",
                "40",
                "--set",
                "/sizes/n=160",
                "--set",
                "/sizes/m=200",
                "--set",
                "/data_draw=\"trial\"",
                "--set",
                "/sweep/0/values=[0, 1]",
                "--set",
                "/sweep/1/values=[0.2, 0.6, 1]"),
            "relu");
    assertFalls(rows.subList(0, 3));
    assertFalls(rows.subList(3, 6));
    assertBelow(rows.get(2), rows.get(5));
  }

  /** The linear model suffices for small beta; for large alpha up to larger beta. */
  @Test
  void fig4bTheLinearModelSufficesForSmallBeta() throws IOException {
    List<Row> gaps =
        run(
                "fig4b",
                "--trials",
                "20",
                "--set",
                "/sizes/n=160",
                "--set",
                "/sizes/m=200",
                "--set",
                "/data_draw=\"trial\"",
                "--set",
                "/sweep/0/values=[0, 1]",
                "--set",
                "/sweep/1/values=[0.2, 0.7]")
            .stream()
            .filter(r -> r.metric().equals("relative_gap"))
            .toList();
    assertThat(gaps).hasSize(4);
    for (int i : new int[] {0, 2, 3}) {
      assertThat(Math.abs(gaps.get(i).mean()))
          .as("%s", gaps.get(i))
          .isLessThan(0.1 + ERRORS * gaps.get(i).se());
    }
    assertThat(gaps.get(1).mean()).isGreaterThan(0.3 + ERRORS * gaps.get(1).se());
  }

  @ParameterizedTest
  @CsvSource({"fig5a, relu", "fig5a, tanh", "fig5b, sigmoid", "fig5b, relu"})
  void fig5ErrorFallsWithBeta(String preset, String activation) throws IOException {
    assertFalls(errors(small(preset, 10), activation));
  }

  /** All strength in the step: the error falls far less than with all of it in the data. */
  @Test
  void fig5cTheStepAloneHelpsLess() throws IOException {
    List<Row> step = errors(small("fig5c", 50, "--set", "/sweep/0/values=[0, 1]"), "relu");
    List<Row> data = errors(small("fig5a", 50, "--set", "/sweep/0/values=[0, 1]"), "relu");
    assertBelow(step.get(1), step.get(0));
    assertBelow(data.get(1), step.get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid"})
  void fig6TrainingErrorFallsWithTheWidth(String activation) throws IOException {
    List<Row> rows = small("fig6", 10);
    assertFalls(network(rows, activation, "training_error"));
  }

  /** ReLU: the conditional Gaussian model is nearer to the network than the Hermite model is. */
  @Test
  void threeComponentsWithMeans() throws IOException {
    List<Row> gaps =
        small(
                "three-components",
                120,
                "--set",
                "/sweep/0/values=[1]",
                "--set",
                "/activations=[{\"type\": \"relu\"}]")
            .stream()
            .filter(r -> r.metric().equals("relative_gap") && r.activation().equals("relu"))
            .toList();
    Row hermite = gaps.get(0);
    Row conditional = gaps.get(1);
    assertThat(conditional.model()).isEqualTo("conditional-gaussian");
    assertThat(hermite.mean() - Math.abs(conditional.mean()))
        .isGreaterThan(ERRORS * Math.hypot(hermite.se(), conditional.se()));
  }

  @Test
  void convergenceTheLinearModelIsFurtherOff() throws IOException {
    List<Row> gaps =
        run("convergence", "--trials", "50", "--set", "/sweep/0/values=[200, 400]").stream()
            .filter(r -> r.metric().equals("relative_gap"))
            .toList();
    Row linear = gaps.get(3);
    Row quadratic = gaps.get(4);
    assertThat(linear.model()).isEqualTo("linear");
    assertThat(linear.mean() - Math.abs(quadratic.mean()))
        .isGreaterThan(ERRORS * Math.hypot(linear.se(), quadratic.se()));
  }

  /** With the paper's pipeline the Hermite model of degree 4 follows the network on real images. */
  @Test
  void fig3aHermiteModelsFollowOnImages() throws IOException {
    assertFollowed(run("fig3a", "--trials", "5", "--set", "/sweep/0/values=[0.5, 1.5]"), 0.05);
  }

  /** A larger step helps the network, and leaves its Hermite model far behind. */
  @Test
  void fig7bALargerStepHelpsTheNetworkAndNotItsHermiteModel() throws IOException {
    List<Row> rows = run("fig7b", "--trials", "5", "--set", "/sweep/0/values=[0, 0.4, 0.8]");
    assertFalls(errors(rows, "relu"));
    List<Row> gaps = gaps(rows, "relu");
    assertThat(gaps.get(0).mean()).isLessThan(0.2 + ERRORS * gaps.get(0).se());
    assertThat(last(gaps).mean()).isGreaterThan(10);
  }

  /** Real images, of which m = 200 are trained on. */
  private List<Row> images(String preset, String values) throws IOException {
    return run(
        preset, "--trials", "10", "--set", "/sizes/m=200", "--set", "/sweep/0/values=" + values);
  }

  private static List<Row> gaps(List<Row> rows, String activation) {
    return rows.stream()
        .filter(r -> r.metric().equals("relative_gap") && r.activation().equals(activation))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fig3b", "fig3a-gaussian", "fig3b-gaussian"})
  void fig3HermiteModelsFollowOnOtherImagesAndTwins(String preset) throws IOException {
    assertFollowed(images(preset, "[0.5, 2]"), 0.05);
  }

  @ParameterizedTest
  @CsvSource({"fig3a-raw, relu", "fig3a-raw, tanh", "fig3b-raw, relu", "fig3b-raw, tanh"})
  void fig3HermiteModelsAreOffOnRawImages(String preset, String activation) throws IOException {
    Row gap = last(gaps(images(preset, "[0.5, 2]"), activation));
    assertThat(gap.mean()).as("%s", gap).isGreaterThan(0.05 + ERRORS * gap.se());
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "sigmoid"})
  void fig7aTrainingErrorFallsWithTheWidthOnImages(String activation) throws IOException {
    assertFalls(network(images("fig7a", "[0.5, 1, 2]"), activation, "training_error"));
  }

  /** Means help: less than half of the error without them. */
  @ParameterizedTest
  @CsvSource({"fig3a, fig8a", "fig3b, fig8b", "fig3a-gaussian, fig8a-gaussian"})
  void fig8MeansHelp(String without, String with) throws IOException {
    for (String activation : List.of("relu", "tanh", "sigmoid")) {
      Row centred = last(errors(images(without, "[0.5, 2]"), activation));
      Row means = last(errors(images(with, "[0.5, 2]"), activation));
      double se = Math.hypot(centred.se(), 2 * means.se());
      assertThat(centred.mean() - 2 * means.mean())
          .as("twice %s below %s", means, centred)
          .isGreaterThan(ERRORS * se);
    }
  }

  @ParameterizedTest
  @CsvSource({"fig8a, relu", "fig8a, sigmoid", "fig8b, relu", "fig8b, sigmoid"})
  void fig8HermiteModelsFollow(String preset, String activation) throws IOException {
    assertFollowed(List.of(last(gaps(images(preset, "[0.5, 2]"), activation))), 0.05);
  }
}

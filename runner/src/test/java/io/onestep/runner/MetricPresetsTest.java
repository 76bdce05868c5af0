package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the descriptions of presets with metrics claim, at reduced sizes. A difference counts if it
 * is more than 5 standard errors.
 */
class MetricPresetsTest {
  private static final double ERRORS = 5;
  private static final int K = 150;
  private static final double RATIO = 3;

  @TempDir private static Path temporary;

  /** The mean over trials with its standard error. */
  private record Mean(double at, double value, double error) {
    double logarithm() {
      return Math.log(value);
    }

    double errorOfLogarithm() {
      return error / value;
    }
  }

  /** Returns a run's folder; several claims are about one run. */
  private static Path run(String folder, String preset, String... options) {
    Path out = temporary.resolve(folder);
    if (!Files.exists(out)) {
      List<String> args = new ArrayList<>(List.of("run", preset, "--out", out.toString()));
      for (int i = 0; i < options.length; i++) {
        args.add("--set");
        args.add(options[i]);
      }
      CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(out.resolve("figure.png")).isNotEmptyFile();
    }
    return out;
  }

  private static Path gradient() {
    return run("gradient", "gradient", "/trials=20", "/sweep/0/values=[200, 600]");
  }

  /** The whole spectrum of a smaller network. */
  private static Path spectrum() {
    return run(
        "spectrum",
        "spectrum",
        "/trials=15",
        "/sizes/n=" + K,
        "/sizes/k=" + K,
        "/sizes/m=" + 2 * K,
        "/metrics/0/ratio=" + RATIO,
        "/sweep/0/values=[0.00017, 0.00051, 0.00153, 0.00459, 0.01377, 0.4]");
  }

  /** The outliers at the preset's size; one of them is not always apart from the bulk at K. */
  private static Path outliers() {
    return run("outliers", "spectrum", "/trials=6", "/sweep/0/values=[0.001]");
  }

  private static List<Mean> means(Path run, String metric, String source) throws IOException {
    List<Mean> means = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(run.resolve("results.csv"))) {
      for (CSVRecord row : format.parse(reader)) {
        if (row.get("metric").equals(metric) && row.get("source").equals(source)) {
          means.add(
              new Mean(
                  Double.parseDouble(row.get(0)),
                  Double.parseDouble(row.get("mean")),
                  Double.parseDouble(row.get("standard_error"))));
        }
      }
    }
    return means;
  }

  /** The fall of the logarithm of a mean from the first point to the last, with its error. */
  private static Mean fall(Path run, String metric) throws IOException {
    List<Mean> means = means(run, metric, "simulation");
    Mean last = means.get(means.size() - 1);
    return new Mean(
        0,
        means.get(0).logarithm() - last.logarithm(),
        Math.hypot(means.get(0).errorOfLogarithm(), last.errorOfLogarithm()));
  }

  /** At least as fast as lemma 1 says, and the remainder faster than the spike. */
  @Test
  void gradientTheRemainderFallsFaster() throws IOException {
    Mean spike = fall(gradient(), "spike_norm");
    Mean remainder = fall(gradient(), "remainder_norm");
    double t = 1 - 0.74 * 0.5;
    assertThat(spike.value()).isGreaterThan(t / 2 * Math.log(3) - ERRORS * spike.error());
    assertThat(remainder.value()).isGreaterThan(t * Math.log(3) - ERRORS * remainder.error());
    assertThat(remainder.value() - spike.value())
        .isGreaterThan(ERRORS * Math.hypot(spike.error(), remainder.error()));
  }

  /** What is predicted from the law of v holds to leading order: 5 standard errors and 4 %. */
  @ParameterizedTest
  @ValueSource(strings = {"spike_norm", "overlap_xi_1", "overlap_spike_1", "overlap_spike_2"})
  void gradientIsPredictedFromItsLaw(String metric) throws IOException {
    List<Mean> simulated = means(gradient(), metric, "simulation");
    List<Mean> predicted = means(gradient(), metric, "theory");
    assertThat(simulated).hasSize(2);
    for (int i = 0; i < 2; i++) {
      double error = Math.hypot(simulated.get(i).error(), predicted.get(i).error());
      assertThat(predicted.get(i).value())
          .isCloseTo(
              simulated.get(i).value(), within(ERRORS * error + 0.04 * simulated.get(i).value()));
    }
  }

  /** The prediction is a limit: half an eigenvalue may be in another bin. */
  @Test
  void spectrumIsThatOfThePrediction() throws IOException {
    List<Mean> simulated = means(spectrum(), "spectral_density", "simulation");
    List<Mean> predicted = means(spectrum(), "spectral_density", "theory");
    double all = 0;
    for (int i = 0; i < simulated.size(); i++) {
      double width = simulated.get(i).at() * (Math.sqrt(RATIO) - 1 / Math.sqrt(RATIO));
      double error = Math.hypot(simulated.get(i).error(), predicted.get(i).error());
      assertThat(predicted.get(i).value())
          .as("at %s", simulated.get(i).at())
          .isCloseTo(simulated.get(i).value(), within(ERRORS * error + 0.5 / (K * width)));
      all += simulated.get(i).value() * width;
    }
    assertThat(all).as("share of eigenvalues in the bins").isGreaterThan(0.95);
  }

  /** Three stand out; the two that are close to each other push each other away by some 2 %. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void spectrumHasOutliers(int number) throws IOException {
    Mean simulated = means(outliers(), "outlier_" + number, "simulation").get(0);
    Mean predicted = means(outliers(), "outlier_" + number, "theory").get(0);
    double error = Math.hypot(simulated.error(), predicted.error());
    assertThat(predicted.value())
        .isCloseTo(simulated.value(), within(ERRORS * error + 0.03 * simulated.value()));
    Mean overlap = means(outliers(), "outlier_overlap_" + number, "simulation").get(0);
    Mean expected = means(outliers(), "outlier_overlap_" + number, "theory").get(0);
    assertThat(expected.value())
        .isCloseTo(
            overlap.value(), within(ERRORS * Math.hypot(overlap.error(), expected.error()) + 0.03));
    assertThat(expected.value()).isGreaterThan(0.5);
  }
}

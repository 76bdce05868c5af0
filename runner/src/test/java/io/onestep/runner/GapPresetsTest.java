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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the descriptions of the gap presets claim, at some of their points. Differences between
 * means over trials count if they are more than 5 standard errors.
 */
class GapPresetsTest {
  private static final double ERRORS = 5;

  @TempDir private Path temporary;

  /** A gap relative to the network's error, with its standard error. */
  private record Gap(List<Double> point, String model, double mean, double error) {
    void assertAbove(Gap other) {
      assertThat(mean - Math.abs(other.mean))
          .as("%s above %s", this, other)
          .isGreaterThan(ERRORS * Math.hypot(error, other.error));
    }
  }

  private List<Gap> gaps(String preset, String... settings) throws IOException {
    List<String> call = new ArrayList<>(List.of("run", preset, "--out", temporary + "/run"));
    for (String setting : settings) {
      call.addAll(List.of("--set", setting));
    }
    CommandLineRun run = CommandLineRun.of(call.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    List<Gap> gaps = new ArrayList<>();
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader reader = Files.newBufferedReader(temporary.resolve("run/results.csv"))) {
      for (CSVRecord row : format.parse(reader)) {
        if (row.get("metric").equals("relative_gap")) {
          String error = row.get("standard_error");
          gaps.add(
              new Gap(
                  row.stream().limit(row.size() - 9L).map(Double::valueOf).toList(),
                  row.get("model"),
                  Double.parseDouble(row.get("mean")),
                  error.isEmpty() ? Double.NaN : Double.parseDouble(error)));
        }
      }
    }
    return gaps;
  }

  private static Gap of(List<Gap> gaps, String model, double n) {
    return gaps.stream()
        .filter(gap -> gap.model().equals(model) && gap.point().get(0) == n)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void gapNTheLinearModelIsFurthestAndAllComeNearer() throws IOException {
    List<Gap> gaps = gaps("gap-n", "/sweep/0/values=[120, 300]");
    for (String model : new String[] {"hermite-2", "hermite-4"}) {
      of(gaps, model, 120).assertAbove(of(gaps, model, 300));
      of(gaps, "linear", 300).assertAbove(of(gaps, model, 300));
    }
    assertThat(of(gaps, "linear", 300).mean()).isBetween(0.03, 0.13);
    assertThat(of(gaps, "hermite-2", 120).mean()).isBetween(0.006, 0.02);
    assertThat(of(gaps, "hermite-4", 120).mean()).isBetween(0.003, 0.012);
  }

  @Test
  void gapNAlpha0TheHigherDegreeIsNotTheNearer() throws IOException {
    List<Gap> gaps = gaps("gap-n-alpha0", "/sweep/0/values=[120, 300]");
    of(gaps, "linear", 300).assertAbove(of(gaps, "linear", 120));
    assertThat(of(gaps, "linear", 120).mean()).isGreaterThan(0.8);
    for (double n : new double[] {120, 300}) {
      of(gaps, "hermite-4", n).assertAbove(of(gaps, "hermite-2", n));
      assertThat(Math.abs(of(gaps, "hermite-2", n).mean())).isLessThan(0.04);
      assertThat(of(gaps, "hermite-4", n).mean()).isBetween(0.2, 0.5);
    }
  }

  @Test
  void gapMapTheLinearModelSufficesForSmallBetaOrLargeAlpha() throws IOException {
    List<Gap> gaps =
        gaps(
            "gap-map", "/sweep/0/values=[0, 0.65, 1]", "/sweep/1/values=[0.3, 0.52, 0.74, 0.8, 1]");
    assertThat(gaps).hasSize(2 * 15);
    for (Gap gap : gaps) {
      double alpha = gap.point().get(0);
      double beta = gap.point().get(1);
      if (gap.model().equals("linear")) {
        if (beta == 0.3 || alpha > 0 && beta <= 0.8) {
          assertThat(Math.abs(gap.mean())).as("%s", gap).isLessThan(0.05);
        } else if (alpha == 0 && beta == 1) {
          assertThat(gap.mean()).as("%s", gap).isGreaterThan(2);
        }
      } else if (beta > 0.5 && beta < 0.75) {
        assertThat(Math.abs(gap.mean())).as("%s", gap).isLessThan(0.06);
      }
    }
  }
}

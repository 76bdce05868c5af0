package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeating a finished run, and what is said of the difference. */
class RepeatedRunTest {
  @TempDir private Path temporary;
  private Path first;

  @BeforeEach
  void run() {
    first = temporary.resolve("first");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "fig1a",
            "--trials",
            "2",
            "--set",
            "/sizes/n=20",
            "--set",
            "/theory=null",
            "--set",
            "/sweep/0/values=[1,2]",
            "--quiet",
            "--out",
            first.toString());
    assertThat(run.code()).as(run.err()).isZero();
  }

  private CommandLineRun again() {
    return CommandLineRun.of("run", "--from", first.toString(), "--quiet");
  }

  @Test
  void theSameRunIsIdentical() {
    CommandLineRun run = again();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "identical: all numbers are those of the first run, to the last bit\n"
                + "environment: the same\n");
    assertThat(temporary.resolve("first-again/trials.csv"))
        .hasSameBinaryContentAs(first.resolve("trials.csv"));
  }

  /** Changes the last digits of a value in the table of trials. */
  private void change(int line, double factor) throws IOException {
    Path file = first.resolve("trials.csv");
    List<String> lines = Files.readAllLines(file);
    String[] cells = lines.get(line - 1).split(",");
    cells[7] = Double.toString(Double.parseDouble(cells[7]) * factor);
    lines.set(line - 1, String.join(",", cells));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  @Test
  void otherNumbersInTheSameEnvironmentAreAFailure() throws IOException {
    change(3, 1.001);
    change(5, 0.8);
    CommandLineRun run = again();
    assertThat(run.code()).isEqualTo(4);
    String line = Files.readAllLines(first.resolve("trials.csv")).get(2);
    String now = Files.readAllLines(temporary.resolve("first-again/trials.csv")).get(2);
    assertThat(run.out())
        .contains("differs: trials.csv: 2 of 132 rows have other values; first line 3 (1, 0, relu,")
        .contains("column value: %s then, %s now".formatted(line.split(",")[7], now.split(",")[7]))
        .contains("largest relative difference 0.20, at line 5 (1, 0, relu, ")
        .contains("environment: the same")
        .doesNotContain("results.csv");
  }

  @Test
  void otherNumbersInAnotherEnvironmentAreToldOnly() throws IOException {
    change(3, 1.001);
    Path file = first.resolve("provenance.json");
    String provenance = Files.readString(file);
    Files.writeString(
        file,
        provenance
            .replaceFirst("\"cpu\" : \"[^\"]*\"", "\"cpu\" : \"Abacus\"")
            .replaceFirst("\"sha256\" : \"[^\"]*\"", "\"sha256\" : \"00\""));
    CommandLineRun run = again();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("differs: trials.csv: 1 of 132 rows", "environment: cpu: Abacus then, ")
        .containsPattern("environment: jars .*\"sha256\":\"00\"} then, ");
  }

  @Test
  void missingRowsAreCounted() throws IOException {
    Path file = first.resolve("trials.csv");
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, String.join("\n", lines.subList(0, 51)) + "\n");
    CommandLineRun run = again();
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out())
        .contains(
            "0 of 50 rows have other values; 0 rows are not there now, 82 were not there then");
  }

  @Test
  void theFolderItselfIsNoPlaceForTheRepetition() {
    CommandLineRun run =
        CommandLineRun.of("run", "--from", first.toString(), "--out", first + "/../first");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--out: is the folder of the run that is to be repeated");
    run = CommandLineRun.of("run", "--from", temporary.toString());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("holds no finished run");
  }
}

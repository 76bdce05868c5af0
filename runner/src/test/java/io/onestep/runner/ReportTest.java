package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What stands in the report's page; how it looks and behaves is tried in {@link ReportPageTest}.
 */
class ReportTest {
  private static final String NAME = "report.html";

  @TempDir private Path temporary;

  private Path run(String... more) {
    Path out = temporary.resolve("run");
    List<String> args =
        new ArrayList<>(List.of("run", "fig1a", "--trials", "2", "--set", "/sizes/n=40", "--set"));
    args.add("/sweep/0/values=[0.5, 1]");
    args.addAll(List.of(more));
    args.addAll(List.of("--out", out.toString()));
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isIn(0, 4);
    return out;
  }

  /** What a page says, without its scripts and what is saved from it, so that errors are short. */
  private static String text(String page) {
    return page.replaceAll("(?s)<(script|style)[ >].*?</\\1>", "")
        .replaceAll("href=\"data:[^\"]*\"", "")
        .replace("&#x3D;", "=");
  }

  private static String page(Path folder) throws IOException {
    return text(Files.readString(folder.resolve(NAME)));
  }

  @Test
  void runAndReportWriteTheSameBytes() throws IOException {
    Path out = run("--quiet");
    byte[] first = Files.readAllBytes(out.resolve(NAME));
    Files.delete(out.resolve(NAME));
    CommandLineRun report = CommandLineRun.of("report", out.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(report.out()).contains("report: " + out.resolve(NAME));
    assertThat(out.resolve(NAME)).hasBinaryContent(first);
  }

  @Test
  void filesOfTheRunCanBeSavedFromThePage() throws IOException {
    Path out = run();
    String page = Files.readString(out.resolve(NAME));
    for (String file :
        List.of("results.csv", "trials.csv", "verdicts.csv", "figure.svg", "spec.json")) {
      Matcher link =
          Pattern.compile("download=\"" + file + "\" href=\"data:[^,\"]*;base64,([^\"]*)\"")
              .matcher(page.replace("&#x3D;", "=").replace("&#x2F;", "/"));
      assertThat(link.find()).as(file).isTrue();
      assertThat(out.resolve(file)).hasBinaryContent(Base64.getDecoder().decode(link.group(1)));
    }
  }

  /** One trial of 60,000 numbers: some 5 MB. */
  @Test
  void aLargeFileIsLeftOutAndThePageSaysSo() throws IOException {
    Path out = run();
    Path trials = out.resolve("trials.csv");
    StringBuilder text = new StringBuilder(Files.readString(trials));
    for (int trial = 2; trial < 60_000; trial++) {
      text.append("0.5,")
          .append(trial)
          .append(",relu,network,ridge,generalization_error,simulation,0.05123456789\n");
    }
    Files.writeString(trials, text);
    assertThat(CommandLineRun.of("report", out.toString()).code()).isZero();
    assertThat(out.resolve(NAME)).isRegularFile();
    assertThat(Files.size(out.resolve(NAME))).isLessThan(2 << 20);
    assertThat(page(out))
        .contains("<code>trials.csv</code>", "too large for this page, it is in the run&#39;s")
        .contains("download=\"results.csv\"");
  }

  @Test
  void failedTrialsAreNamed() throws IOException {
    Path out =
        run(
            "--set",
            "/sweep/0={\"name\": \"rate\", \"path\": \"/learner/rate\", \"values\": [1, 1e300]}");
    assertThat(page(out))
        .contains("2 of 4 trials failed and are left out")
        .containsPattern("rate = 1[.]000e[+]300, trial 0: \\S+");
    byte[] first = Files.readAllBytes(out.resolve(NAME));
    CommandLineRun report = CommandLineRun.of("report", out.toString());
    assertThat(report.code()).isZero();
    assertThat(report.out())
        .contains("2 of 4 trials failed", "point 1 (rate = 1.0E300), trial 0: relu: network");
    assertThat(out.resolve(NAME)).hasBinaryContent(first);
    // Why trials have no result stands in the provenance alone.
    Files.delete(out.resolve("provenance.json"));
    assertThat(CommandLineRun.of("report", out.toString()).code()).isZero();
    assertThat(page(out)).contains("2 of 4 trials failed and are left out", "trial 1: no result");
  }

  @Test
  void failedPredictionsAreNamedAgain() throws IOException {
    Path out = run("--set", "/theory={\"type\": \"fragile\", \"fails\": \"relu\"}");
    assertThat(page(out)).contains("predictions of 4 of 4 trials failed and are left out");
    byte[] first = Files.readAllBytes(out.resolve(NAME));
    CommandLineRun report = CommandLineRun.of("report", out.toString());
    assertThat(report.out()).contains("predictions of 4 of 4 trials failed and are left out:");
    assertThat(out.resolve(NAME)).hasBinaryContent(first);
  }

  @Test
  void failedTrialsAtNoPointOfTheSpecAreRefused() throws IOException {
    Path out = run();
    Path provenance = out.resolve("provenance.json");
    Files.writeString(
        provenance, "{\"failed_trials\": [{\"point\": 2, \"trial\": 0, \"reason\": \"none\"}]}");
    CommandLineRun report = CommandLineRun.of("report", out.toString());
    assertThat(report.code()).isEqualTo(2);
    assertThat(report.err()).contains(provenance + ": names a failed trial at no point");
  }

  /** Say on another machine: the numbers are all in the folder, the data need not be. */
  @Test
  void aReportDoesWithoutTheRunsDataAndItsProvenance() throws IOException {
    StringBuilder table = new StringBuilder("x,y,z,label\n");
    for (int i = 0; i < 40; i++) {
      table.append("%d,%d,%d,%s\n".formatted(i % 7, i % 5, i % 3, i % 2 == 0 ? "a" : "b"));
    }
    Path data = Files.writeString(temporary.resolve("t.csv"), table);
    Path out =
        run(
            "--data",
            temporary.toString(),
            "--set",
            "/sizes={\"n\": 3, \"m\": 10, \"m_test\": 20}",
            "--set",
            "/target={\"type\": \"class-labels\", \"labels\": [1, -1]}",
            "--set",
            "/data={\"type\": \"dataset\", \"source\": {\"type\": \"csv\", \"file\": \"t.csv\"},"
                + " \"draw\": \"gaussian\"}");
    assertThat(page(out))
        .contains("Assumptions of the theory", "A.3 zero means", "<summary>Provenance");
    Files.delete(data);
    Files.delete(out.resolve("provenance.json"));
    CommandLineRun report = CommandLineRun.of("report", out.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(report.err())
        .contains("note: the report says nothing of the theory's assumptions", "t.csv");
    assertThat(page(out))
        .contains("download=\"results.csv\"")
        .doesNotContain("Assumptions of the theory", "<summary>Provenance");
  }

  @Test
  void verdictsAreThoseOfTheSummaryThatOnTheFiguresErrorFirst() throws IOException {
    Path out = run("--set", "/models=[{\"type\": \"network\"}, {\"type\": \"linear\"}]");
    String verdicts = page(out).replaceAll("(?s).*>Verdicts<(.*?)</section>.*", "$1");
    assertThat(verdicts.indexOf("generalization error: equivalent if"))
        .isPositive()
        .isLessThan(verdicts.indexOf("training error: equivalent if"));
    assertThat(
            CommandLineRun.of("report", out.toString())
                .out()
                .lines()
                .filter(line -> line.contains("against network"))
                .map(line -> "<li>" + line.strip() + "</li>"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(verdicts).contains(line));
    Path alone = temporary.resolve("alone");
    CommandLineRun.of(
        "run",
        out.resolve("spec.json").toString(),
        "--set",
        "/models=[{\"type\": \"network\"}]",
        "--set",
        "/theory=null",
        "--out",
        alone.toString());
    assertThat(page(alone)).doesNotContain(">Verdicts<");
  }

  @Test
  void theLicencesOfWhatIsInThePageAreToo() throws IOException {
    assertThat(page(run()))
        .contains("Apache ECharts", "Apache License", "Baidu Inc.", "Mike Bostock");
  }
}

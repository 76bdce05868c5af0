package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.plan.Experiment;
import io.onestep.engine.result.RunResult;
import io.onestep.runner.folder.RunFolder;
import io.onestep.runner.report.Report;
import io.onestep.runner.report.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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
    for (String file : List.of("results.csv", "trials.csv", "figure.svg", "spec.json")) {
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
        .containsPattern("rate = 1.0E300, trial 0: \\S+");
    // What went wrong is not in the tables, so it can't be said again.
    assertThat(CommandLineRun.of("report", out.toString()).code()).isZero();
    assertThat(page(out)).contains("2 of 4 trials failed and are left out", "trial 1: no result");
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

  /** No command knows verdicts yet, so that this goes past the command line. */
  @Test
  void verdictsHaveASection() throws IOException {
    Path out = run();
    RunFolder folder = RunFolder.open(out);
    Engine engine =
        Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
            .getInstance(Engine.class);
    Experiment experiment = engine.read(folder.spec());
    List<TaskResult> results =
        experiment.tasks().stream()
            .<TaskResult>map(
                task ->
                    new TaskResult.Completed(
                        task,
                        List.of(
                            new Measurement(
                                "relu", "network", "ridge", "training_error", "simulation", 1)),
                        Map.of()))
            .toList();
    RunResult result = new RunResult(experiment, results, "", Instant.EPOCH, Duration.ZERO);
    List<Finding> none = List.of();
    assertThat(text(Report.of(result, none, List.of(), folder)))
        .doesNotContain(">Verdicts<", "Assumptions of the theory");
    Statement statement = new Statement("relu: network < linear?", "consistent", "p = 0.4");
    assertThat(text(Report.of(result, none, List.of(statement), folder)))
        .contains(">Verdicts<", "relu: network &lt; linear?", "consistent", "p = 0.4");
  }

  @Test
  void theLicencesOfWhatIsInThePageAreToo() throws IOException {
    assertThat(page(run()))
        .contains("Apache ECharts", "Apache License", "Baidu Inc.", "Mike Bostock");
  }
}

package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.onestep.api.error.InvalidValueException;
import io.onestep.engine.binding.Json;
import io.onestep.engine.spec.Axis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir private Path temporary;

  /** fig1a, small enough for a test: n = m = 60. */
  private static CommandLineRun run(Path out, String... more) {
    return CommandLineRun.of(with(fig1a("run", 3, out, "/sizes/n=60", "/theory=null"), more));
  }

  /** The arguments of a command on fig1a with parts of its spec set. */
  private static String[] fig1a(String command, int trials, Path out, String... sets) {
    String[] args = {command, "fig1a", "--trials", "" + trials, "--out", out.toString()};
    return with(args, Stream.of(sets).flatMap(s -> Stream.of("--set", s)).toArray(String[]::new));
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void writesTheFilesOfTheContract() throws IOException {
    Path out = temporary.resolve("a/b");
    CommandLineRun run = run(out);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("relu, network", "sigmoid, hermite-3", "multiplication", "figure.png")
        .containsPattern("A.3 zero means +holds +all means are zero\\n")
        .doesNotContain("of order one: between"); // what follows a finding's headline
    try (var files = Files.list(out)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "spec.json",
              "trials.csv",
              "results.csv",
              "verdicts.csv",
              "provenance.json",
              "figure.svg",
              "figure.png",
              "report.html",
              "journal");
    }
    List<String> trials = Files.readAllLines(out.resolve("trials.csv"));
    assertThat(trials.get(0))
        .isEqualTo("width_ratio,trial,activation,model,readout,metric,source,value");
    assertThat(trials).hasSize(1 + 13 * 3 * 3 * (5 + 6)); // points, trials, sigma, metrics
    assertThat(trials.get(1)).startsWith("0.1,0,relu,network,ridge,training_error,simulation,");
    List<String> results = Files.readAllLines(out.resolve("results.csv"));
    assertThat(results.get(0))
        .isEqualTo(
            "width_ratio,activation,model,readout,metric,source,mean,std,standard_error,trials");
    assertThat(results).hasSize(1 + 13 * 3 * (5 + 6));
    assertThat(Files.readString(out.resolve("figure.svg"))).contains("<svg", "k/m");
    assertThat(ImageIO.read(out.resolve("figure.png").toFile()).getWidth()).isEqualTo(1800);
    assertThat(Files.readString(out.resolve("provenance.json")))
        .contains("\"seed\" : 1", "OpenBLAS", "\"jars\"");
  }

  /** An axis of that name would give a table two columns of one name. */
  @Test
  void noAxisHasTheNameOfAColumn() throws IOException {
    Path out = temporary.resolve("columns");
    run(out, "--set", "/sweep/0/values=[1]");
    for (String table : List.of("trials.csv", "results.csv", "verdicts.csv")) {
      String[] columns = Files.readAllLines(out.resolve(table)).get(0).split(",");
      assertThat(columns[0]).isEqualTo("width_ratio");
      for (String column : List.of(columns).subList(1, columns.length)) {
        assertThatThrownBy(() -> new Axis(column, "/seed", Json.parse("[1]", "test")))
            .as(table)
            .isInstanceOf(InvalidValueException.class)
            .hasMessageContaining(column);
      }
    }
  }

  /** From the trials, with t = 2.920 (2 degrees of freedom, 0.95; the NIST handbook's table). */
  @Test
  void verdictsFollowFromTheTrials() throws IOException {
    Path out = temporary.resolve("verdicts");
    CommandLineRun run = run(out, "--set", "/verdict/margin=0.08");
    assertThat(run.out())
        .contains("generalization error: equivalent if the 90 %", "within +-8 % (level 0.05")
        .contains("\n  sigmoid, hermite-3 against network: ", "all trials share their data");
    Map<String, Double> errors = new HashMap<>();
    for (String line : Files.readAllLines(out.resolve("trials.csv"))) {
      int end = line.lastIndexOf(',');
      if (!line.endsWith("value")) {
        errors.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
      }
    }
    List<String> rows = Files.readAllLines(out.resolve("verdicts.csv"));
    assertThat(rows.get(0))
        .isEqualTo(
            "width_ratio,activation,model,readout,metric,source,against,margin,level,trials,"
                + "mean_relative_difference,confidence_low,confidence_high,verdict,reason");
    assertThat(rows).hasSize(1 + 13 * 3 * 4); // points, activations, metrics
    Set<String> verdicts = new TreeSet<>();
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      assertThat(List.of(cells).subList(5, 10))
          .containsExactly("simulation", "network", "0.08", "0.05", "3");
      double[] d = new double[3];
      for (int t = 0; t < 3; t++) {
        String of = ",ridge," + cells[4] + ",simulation";
        String trial = cells[0] + "," + t + "," + cells[1] + ",";
        double network = errors.get(trial + "network" + of);
        d[t] = errors.get(trial + cells[2] + of) / network - 1;
      }
      double mean = (d[0] + d[1] + d[2]) / 3;
      double squares = Math.pow(d[0] - mean, 2) + Math.pow(d[1] - mean, 2);
      double deviation = Math.sqrt((squares + Math.pow(d[2] - mean, 2)) / 2);
      double half = 2.920 * deviation / Math.sqrt(3);
      Offset<Double> tolerance = Offset.offset(1e-12 + half / 2000);
      assertThat(Double.parseDouble(cells[10])).as(row).isCloseTo(mean, tolerance);
      assertThat(Double.parseDouble(cells[11])).as(row).isCloseTo(mean - half, tolerance);
      assertThat(Double.parseDouble(cells[12])).as(row).isCloseTo(mean + half, tolerance);
      boolean inside = Math.abs(mean) + half < 0.08;
      boolean outside = Math.abs(mean) - half > 0.08;
      assertThat(cells[13])
          .as(row)
          .isEqualTo(inside ? "equivalent" : outside ? "different" : "inconclusive");
      verdicts.add(cells[13]);
    }
    assertThat(verdicts).contains("equivalent", "inconclusive");
  }

  @Test
  void threadsAndOrderChangeNoByte() throws IOException {
    Path one = temporary.resolve("one");
    assertThat(run(one, "--threads", "1").code()).isZero();
    List<List<String>> others =
        List.of(List.of("--threads", "2"), List.of("--executor", "shuffled"));
    for (List<String> options : others) {
      Path other = temporary.resolve(options.get(1));
      assertThat(run(other, options.toArray(String[]::new)).code()).isZero();
      for (String file : List.of("trials.csv", "results.csv", "verdicts.csv", "figure.svg")) {
        assertThat(other.resolve(file)).as("%s", options).hasSameBinaryContentAs(one.resolve(file));
      }
    }
  }

  @Test
  void anotherSeedGivesOtherNumbers() throws IOException {
    run(temporary.resolve("1"));
    run(temporary.resolve("2"), "--seed", "2");
    assertThat(Files.readString(temporary.resolve("2/trials.csv")))
        .isNotEqualTo(Files.readString(temporary.resolve("1/trials.csv")));
  }

  @Test
  void theWrittenSpecGivesTheSameRunAgain() throws IOException {
    Path first = temporary.resolve("first");
    run(first);
    Path second = temporary.resolve("second");
    CommandLineRun again =
        CommandLineRun.of("run", first.resolve("spec.json").toString(), "--out", second.toString());
    assertThat(again.code()).as(again.err()).isZero();
    for (String file : List.of("spec.json", "trials.csv", "results.csv")) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
  }

  @Test
  void reportDrawsTheSameAgain() throws IOException {
    Path out = temporary.resolve("run");
    run(out);
    byte[] results = Files.readAllBytes(out.resolve("results.csv"));
    byte[] verdicts = Files.readAllBytes(out.resolve("verdicts.csv"));
    byte[] figure = Files.readAllBytes(out.resolve("figure.svg"));
    Files.delete(out.resolve("results.csv"));
    Files.delete(out.resolve("verdicts.csv"));
    Files.delete(out.resolve("figure.svg"));
    Files.delete(out.resolve("figure.png"));
    CommandLineRun report = CommandLineRun.of("report", out.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(report.out()).contains("relu, network");
    assertThat(out.resolve("results.csv")).hasBinaryContent(results);
    assertThat(out.resolve("verdicts.csv")).hasBinaryContent(verdicts);
    assertThat(out.resolve("figure.svg")).hasBinaryContent(figure);
    assertThat(out.resolve("figure.png")).isNotEmptyFile();
  }

  @Test
  void bothBackendsAgree() throws IOException {
    String[] precise = {
      "--set", "/learner/precision=\"double\"",
      "--set", "/train_precision=\"double\"",
      "--set", "/test_precision=\"double\"",
      "--backend"
    };
    run(temporary.resolve("openblas"), with(precise, "openblas"));
    CommandLineRun java = run(temporary.resolve("java"), with(precise, "java"));
    assertThat(java.code()).as(java.err()).isZero();
    List<String> native_ = Files.readAllLines(temporary.resolve("openblas/results.csv"));
    List<String> pure = Files.readAllLines(temporary.resolve("java/results.csv"));
    assertThat(pure).hasSameSizeAs(native_);
    for (int i = 1; i < pure.size(); i++) {
      double a = Double.parseDouble(native_.get(i).split(",")[6]);
      double b = Double.parseDouble(pure.get(i).split(",")[6]);
      // Rounding, magnified by the condition of the ridge system (at most about 1e4 here).
      assertThat(b)
          .as(pure.get(i))
          .isCloseTo(a, org.assertj.core.data.Percentage.withPercentage(1e-6));
    }
  }

  /** In a process of its own that believes to be on a platform without a native library. */
  @Test
  void withoutANativeLibraryPureJavaTakesOverAndSaysSo() throws Exception {
    Path out = temporary.resolve("fallback");
    ChildRun run =
        ChildRun.start(
            temporary.resolve("log"),
            List.of(),
            List.of("-Dorg.bytedeco.javacpp.platform=plan9-mips"),
            fig1a("run", 1, out, "/sizes/n=20"));
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("note: the linear algebra 'openblas' found no native library");
    assertThat(Files.readString(out.resolve("spec.json"))).contains("\"java\"");
    assertThat(Files.readString(out.resolve("provenance.json"))).contains("EJML");
  }

  @Test
  void numericalFailuresAreNamedAndLeaveTheRest() throws IOException {
    Path out = temporary.resolve("overflow");
    CommandLineRun run =
        CommandLineRun.of(
            fig1a(
                "run",
                2,
                out,
                "/sizes/n=40",
                "/sweep/0={\"name\": \"rate\", \"path\": \"/learner/rate\", \"values\": [1, 1e300]}"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out())
        .contains(
            "2 of 4 trials failed", "point 1 (rate = 1.0E300), trial 0: relu: network, ridge");
    assertThat(Files.readString(out.resolve("trials.csv")))
        .contains("\n1,0,relu")
        .doesNotContain("NaN", "Infinity", "1e300", "1.0E300");
  }

  /** Eighteen series in one table would have lines of 400 characters. */
  @Test
  void manySeriesHaveTablesByActivation() {
    CommandLineRun run =
        CommandLineRun.of(
            fig1a(
                "run",
                2,
                temporary.resolve("wide"),
                "/sizes/n=20",
                "/models=[\"network\", \"hermite\", \"linear\"]",
                "/theory={\"type\": \"ridge\"}",
                "/sweep/0/values=[1, 2]"));
    assertThat(run.code()).as(run.err()).isZero();
    List<String> tables =
        run.out().lines().skip(1).takeWhile(line -> !line.contains("equivalent if")).toList();
    assertThat(tables).allMatch(line -> line.length() <= 140);
    List<String> heads = tables.stream().filter(line -> line.startsWith("width_ratio")).toList();
    assertThat(heads).hasSizeGreaterThanOrEqualTo(3);
    for (String activation : List.of("relu", "tanh", "sigmoid")) {
      assertThat(heads).anyMatch(line -> line.contains(activation + ", network"));
      assertThat(heads).anyMatch(line -> line.contains(activation + ", linear, theory"));
      assertThat(tables)
          .filteredOn(line -> line.contains("+-"))
          .allMatch(line -> line.matches("[12] .*"));
    }
  }

  /** The exit code alone does not say why. */
  @Test
  void numericalFailuresAreNamedWhateverElseIsNotSaid() {
    Path out = temporary.resolve("quiet");
    List<String> args =
        new ArrayList<>(
            List.of(fig1a("run", 2, out, "/sizes/n=20", "/sweep=[]", "/learner/rate=1e300")));
    args.add("--quiet");
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("2 of 2 trials failed", "trial 0: relu: network, ridge");
    assertThat(run.out()).isEmpty();
  }

  /** Without a sweep and without a result a table would not even have a column. */
  @Test
  void aRunWhoseTrialsAllFailSaysSo() throws IOException {
    Path out = temporary.resolve("nothing");
    String[] sets = {"/sizes/n=20", "/sweep=[]", "/learner/rate=1e300"};
    CommandLineRun failed = CommandLineRun.of(fig1a("run", 2, out, sets));
    assertThat(failed.err()).doesNotContain("\tat ");
    assertThat(failed.code()).isEqualTo(4);
    assertThat(failed.out()).contains("no trial has results", "2 of 2 trials failed");
    assertThat(out.resolve("report.html")).exists();
    CommandLineRun theory = CommandLineRun.of(fig1a("theory", 2, out, sets));
    assertThat(theory.err()).doesNotContain("\tat ");
    assertThat(CommandLineRun.of("report", out.toString()).err()).doesNotContain("\tat ");
  }

  @Test
  void aMetricThatIsNotMeasuredIsNamed() {
    CommandLineRun run =
        run(temporary.resolve("metric"), "--set", "/figure/metric=\"generalisation_error\"");
    assertThat(run.out())
        .contains(
            "no table: unknown metric of the figure 'generalisation_error'; did you mean"
                + " 'generalization_error'? There are: generalization_error, ");
    assertThat(run.err()).contains("note: no figure");
  }

  /** Also when the run is cut off and goes on. */
  @Test
  void failedPredictionsAreNamedAndLeaveTheSimulation() throws IOException {
    Path out = temporary.resolve("fragile");
    CommandLineRun run =
        CommandLineRun.of(
            fig1a(
                "run",
                2,
                out,
                "/sizes/n=20",
                "/sweep/0/values=[1,2]",
                "/theory={\"type\": \"fragile\", \"fails\": \"relu\"}"));
    String line = "trial 0: relu: the equation for kappa has no root";
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out())
        .contains("predictions of 4 of 4 trials failed and are left out:", line)
        .doesNotContain("\n4 of 4 trials failed");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("predictions of 4 of 4 trials failed and are left out", line);
    assertThat(Files.readString(out.resolve("trials.csv")))
        .contains("\n1,0,relu,network,ridge,generalization_error,simulation,")
        .contains("\n1,0,tanh,network,ridge,generalization_error,theory,")
        .doesNotContain("\n1,0,relu,network,ridge,generalization_error,theory,", "NaN");
    JsonNode failed = provenance(out);
    assertThat(failed).hasSize(4);
    assertThat(failed.get(3).path("point").asInt()).isEqualTo(1);
    assertThat(failed.get(3).path("trial").asInt()).isEqualTo(1);
    assertThat(failed.get(3).path("only").asText()).isEqualTo("theory");
    assertThat(failed.get(3).path("activation").asText()).isEqualTo("relu");
    assertThat(failed.get(3).path("reason").asText())
        .isEqualTo("the equation for kappa has no root");

    Map<String, byte[]> whole = new HashMap<>();
    for (String name : List.of("trials.csv", "results.csv", "verdicts.csv", "figure.svg")) {
      whole.put(name, Files.readAllBytes(out.resolve(name)));
    }
    Path journal = out.resolve("journal/trials.log");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, String.join("\n", lines.subList(0, 4)) + "\n"); // two trials
    assertThat(CommandLineRun.of("run", "--resume", out.toString(), "--quiet").code()).isEqualTo(4);
    for (String name : whole.keySet()) {
      assertThat(Files.readAllBytes(out.resolve(name))).as(name).isEqualTo(whole.get(name));
    }
    assertThat(provenance(out)).isEqualTo(failed);
  }

  private static JsonNode provenance(Path out) throws IOException {
    return Json.parse(Files.readString(out.resolve("provenance.json")), "test")
        .path("failed_trials");
  }

  @Test
  void quietSaysNothing() {
    CommandLineRun run = run(temporary.resolve("quiet"), "--quiet");
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEmpty();
  }
}

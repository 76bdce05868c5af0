package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.runner.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What does not fit is said before any work, and what runs out in spite of that keeps its trials.
 */
class ResourcesTest {
  @TempDir private Path temporary;

  private static void assertRefused(CommandLineRun run, String... messages) {
    assertThat(run.err()).contains(messages).doesNotContain("\tat ", "Exception");
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.out()).isEmpty();
  }

  private CommandLineRun run(String... sets) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run", "fig1a", "--threads", "2", "--out", temporary.resolve("out").toString()));
    for (String set : sets) {
      args.addAll(List.of("--set", set));
    }
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  /** The heap is what java was told; 20000 x 100000 samples, three times, are 48 GB. */
  @Test
  void moreMemoryThanJavaOrTheMachineHas() throws Exception {
    String[] small = {
      "run", "fig1a", "--threads", "2", "--set", "/sizes/n=2000", "--set", "/sweep/0/values=[1]"
    };
    assertRefusedWith(
        "-Xmx256m",
        small,
        "of heap at point 0 (n = 2000, k = 2000, m = 2000, m1 = 2000, m_test = 10000) with 2"
            + " trials at a time, but Java's heap may have 256 MiB (java's option -Xmx raises it: -Xmx",
        "most of it is for the test samples (m_test x n), so lower /sizes/m_test or /sizes/n, or run"
            + " fewer trials at a time (--threads)");
    String[] large = {
      "run",
      "fig1a",
      "--threads",
      "8",
      "--set",
      "/sizes={\"n\": 20000, \"m\": 100000, \"m_test\": 100000}",
      "--set",
      "/sweep/0/values=[0.2]"
    };
    assertRefusedWith("-Xmx4000g", large, "of memory at point 0 (n = 20000,", "this machine has ");
  }

  private void assertRefusedWith(String option, String[] args, String... messages)
      throws Exception {
    Path out = temporary.resolve("out");
    ChildRun run =
        ChildRun.start(
            temporary.resolve("log"),
            List.of(),
            List.of(option),
            concat(
                List.of(args).subList(1, args.length).toArray(String[]::new),
                args[0],
                "--out",
                out.toString()));
    assertThat(run.exitCode()).as(run.output()).isEqualTo(5);
    assertThat(run.output()).contains(messages).doesNotContain("\tat ", "Exception");
    assertThat(out).doesNotExist();
  }

  @Test
  void matricesThatJavaHasNoArraysFor() {
    assertRefused(
        run("/sizes/n=100", "/sizes/m=200000", "/sizes/m_test=10", "/sweep/0/values=[1]"),
        "the features (m x k) would have 4.00e+10 elements");
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  /** Of features' moments, which are k x k: the largest k is the root of 2^31 - 9, 46340. */
  @Test
  void momentsThatJavaHasNoArraysFor() {
    String few = "/sizes={\"n\": 5, \"m\": 5, \"m1\": 5, \"m_test\": 5}";
    String width =
        "/sweep/0={\"name\": \"width_ratio\", \"path\": \"/sizes/k\", \"values\": [47000]}";
    String message = "the moments of the features (k x k) would have 2.21e+09 elements";
    assertRefused(
        run(few, width, "/generalization={\"type\": \"exact\"}"), message, "lower /sizes/k");
    assertRefused(
        run(
            few,
            width,
            "/theory={\"type\": \"ridge\", \"first_layer\": \"trained\", \"moments\": \"exact\"}"),
        message,
        "lower /sizes/k");
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  /** LAPACK decomposes in one array of 2 k^2 + 6 k + 1 numbers: the largest k is 32766. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/theory={\"type\": \"ridge\", \"first_layer\": \"trained\", \"moments\": \"exact\"}",
        "/metrics=[{\"type\": \"spectrum\"}]"
      })
  void momentsThatCantBeDecomposed(String decomposing) {
    assertRefused(
        run(
            "/sizes={\"n\": 5, \"m\": 5, \"m1\": 5, \"m_test\": 5}",
            "/sweep/0={\"name\": \"width_ratio\", \"path\": \"/sizes/k\", \"values\": [32767]}",
            decomposing),
        "what the eigenvectors of the moments of the features (k x k) are computed in would have"
            + " 2.15e+09 elements at k = 32767",
        "lower /sizes/k");
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  /** The machine has no such disk: a petabyte of results. */
  @Test
  void moreDiskThanThereIs() {
    RunFolder folder = new RunFolder(temporary.resolve("out"));
    assertThatThrownBy(() -> folder.requireSpace(1e15))
        .isInstanceOf(InsufficientResourcesException.class)
        .hasMessageContaining("the files of the run need about ")
        .hasMessageContaining("make room, choose another disk with --out, or run fewer --trials");
    assertThatCode(() -> folder.requireSpace(1)).doesNotThrowAnyException();
    assertThat(temporary.resolve("out")).doesNotExist();
  }

  @Test
  void checkSaysWhatIsNeeded() {
    CommandLineRun check = CommandLineRun.of("check", "fig1a", "--threads", "2");
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out())
        .containsPattern(
            "about [\\d.]+ (MiB|GiB) of memory with 2 tasks at a time, \\d MiB of disk");
  }

  /** Few trials, whose table the report has; many points, of whose means it has much; trials. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"2; [1, 2]", "2; {\"linspace\": [0.1, 2, 300]}", "1500; [1]"})
  void theDiskThatARunTakesIsForeseen(int trials, String widths) throws IOException {
    CommandLineRun run = run("/sizes/n=20", "/trials=" + trials, "/sweep/0/values=" + widths);
    assertThat(run.code()).as(run.err()).isZero();
    double taken = 0;
    try (Stream<Path> files = Files.walk(temporary.resolve("out"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        taken += Files.size(file);
      }
    }
    Path spec = temporary.resolve("out/spec.json");
    CommandLineRun check = CommandLineRun.of("check", spec.toString());
    Matcher disk = Pattern.compile("(\\d+) MiB of disk").matcher(check.out());
    assertThat(disk.find()).as(check.out() + check.err()).isTrue();
    assertThat(Double.parseDouble(disk.group(1)) * (1 << 20)).isBetween(taken, 3 * taken);
  }

  @Test
  void anErrorOfMemoryKeepsWhatIsDone() throws IOException {
    Path out = temporary.resolve("out");
    String[] command = {
      "run",
      "fig1a",
      "--trials",
      "3",
      "--set",
      "/sizes/n=20",
      "--set",
      "/theory=null",
      "--set",
      "/sweep/0/values=[1]",
      "--set",
      "/executor={\"type\": \"shuffled\", \"memory_for\": 2}",
      "--out",
      out.toString()
    };
    CommandLineRun run = CommandLineRun.of(command);
    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err())
        .contains("error: not enough memory (of the test)", "--threads")
        .contains("2 of 3 trials are kept in " + out, "onestep run --resume " + out)
        .doesNotContain("\tat ");
    CommandLineRun last =
        CommandLineRun.of("run", "--resume", out.toString(), "--executor", "local");
    assertThat(last.code()).as(last.err()).isZero();
    assertThat(Files.readAllLines(out.resolve("trials.csv"))).hasSize(1 + 3 * 3 * 11);
  }

  private static String[] concat(String[] after, String... before) {
    List<String> all = new ArrayList<>(List.of(before[0]));
    all.addAll(List.of(after));
    all.addAll(List.of(before).subList(1, before.length));
    return all.toArray(String[]::new);
  }
}

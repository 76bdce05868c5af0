package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a process begins and, where it can't, ends. */
class StartTest {
  private static final String GUICE = " com.google.inject.";
  private static final String COMPONENTS = " io.onestep.learners.";

  @TempDir private Path temporary;

  /** Which classes are loaded stands for the time that it takes, which no test can rely on. */
  private String classesLoadedBy(String... args) throws IOException, InterruptedException {
    ChildRun run =
        ChildRun.start(
            temporary.resolve("log"), List.of(), List.of("-Xlog:class+load:stdout"), args);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output();
  }

  @Test
  void aHelpFindsNoComponentsAndDoesWithoutGuice() throws Exception {
    for (String[] args : new String[][] {{"--help"}, {"run", "--help"}, {"list", "--help"}}) {
      assertThat(classesLoadedBy(args))
          .contains("Usage: onestep", " picocli.")
          .doesNotContain(GUICE, COMPONENTS);
    }
  }

  @Test
  void aListFindsComponentsAndDoesWithoutGuice() throws Exception {
    assertThat(classesLoadedBy("list", "loss"))
        .contains("squared", COMPONENTS)
        .doesNotContain(GUICE);
  }

  /** Guards the tests above: these are the names of the classes that they look for. */
  @Test
  void aSpecTakesBoth() throws Exception {
    assertThat(classesLoadedBy("show", "fig1a")).contains(GUICE, COMPONENTS);
  }

  /** The command line of a process that has no standard output. */
  static final class WithoutOutput {
    private WithoutOutput() {}

    public static void main(String[] args) {
      System.setOut(null);
      Main.main(args);
    }
  }

  /** Not that of an interruption, which the process would wait for. */
  @Test
  void anErrorOutsideOfCommandsEndsTheProcessWithItsTrace() throws Exception {
    ChildRun run =
        ChildRun.start(
            temporary.resolve("log"), List.of(), List.of(), WithoutOutput.class, "--help");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.DEFECT);
    assertThat(run.output()).contains("NullPointerException: out", "\tat ");
  }

  /** The file may have a kilobyte, as on a full disk; what goes to the log is less. */
  @Test
  void outputThatAFileHasNoRoomForIsNotDone() throws Exception {
    Path file = temporary.resolve("spec.json");
    ChildRun run =
        ChildRun.start(
            temporary.resolve("log"),
            List.of("sh", "-c", "ulimit -f 1; exec \"$0\" \"$@\" > '" + file + "'"),
            List.of("-XX:-UsePerfData"),
            "show",
            "fig1a");
    assertThat(run.exitCode()).as(run.output()).isEqualTo(ExitCode.NOT_ENOUGH_RESOURCES);
    assertThat(run.output()).contains("error: standard output can't be written in full");
    assertThat(Files.size(file)).isBetween(1L, 1024L);
  }

  /** A pipe whose reader has ended, and no output at all. */
  @ParameterizedTest
  @ValueSource(strings = {"set -o pipefail; \"$0\" \"$@\" | true", "\"$0\" \"$@\" >&-"})
  void outputThatNobodyWantsIsNoError(String command) throws Exception {
    ChildRun run =
        ChildRun.start(
            temporary.resolve("log"), List.of("bash", "-c", command), List.of(), "show", "fig1a");
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).isEmpty();
  }
}

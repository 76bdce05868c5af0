package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}

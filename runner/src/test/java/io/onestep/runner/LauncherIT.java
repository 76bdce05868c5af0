package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the jar with an archive of its classes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {
  private static final String NOTE = "note: preparing shorter starts, once";

  @TempDir private Path home;
  private Path jar;

  @BeforeEach
  void install() throws IOException {
    jar = home.resolve("onestep.jar");
    Files.copy(Path.of("target/onestep.jar"), jar);
    Files.copy(Path.of("bin/onestep"), home.resolve("onestep"));
  }

  private CommandLineRun onestep(String javaOptions, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", home.resolve("onestep").toString()));
    command.addAll(List.of(args));
    Path out = home.resolve("out.txt");
    Path err = home.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", home.resolve("cache").toString());
    builder.environment().put("JDK_JAVA_OPTIONS", javaOptions);
    int code = builder.start().waitFor();
    return new CommandLineRun(code, Files.readString(out), Files.readString(err));
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("cache/onestep"))) {
      return files.toList();
    }
  }

  @Test
  void theFirstStartMakesTheArchiveThatLaterOnesUse() throws Exception {
    CommandLineRun first = onestep("", "--version");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out()).startsWith("onestep ").hasLineCount(1);
    assertThat(first.err()).contains(NOTE);
    assertThat(cached()).hasSize(1);

    Path log = home.resolve("classes.txt");
    CommandLineRun second = onestep("-Xlog:class+load:file=" + log, "--version");
    assertThat(second.code()).as(second.err()).isZero();
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).doesNotContain(NOTE);
    assertThat(Files.readString(log))
        .contains(
            " io.onestep.runner.Main source: shared objects file",
            " picocli.CommandLine source: shared objects file"); // compiled for Java 5
  }

  /** Java itself refuses the archive of a jar that has changed; a newer jar gets one of its own. */
  @Test
  void anArchiveOfAnotherJarChangesNothing() throws Exception {
    onestep("", "--version");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH.plusSeconds(1_000_000)));
    CommandLineRun older = onestep("", "list", "nothing");
    assertThat(older.code()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(older.out()).isEmpty();
    assertThat(older.err()).contains("error: ").doesNotContain(NOTE);

    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(onestep("", "--version").err()).contains(NOTE);
    assertThat(cached()).hasSize(1);
  }

  @Test
  void withoutAPlaceForTheArchiveItStartsTheJar() throws Exception {
    Files.writeString(home.resolve("cache"), "in the way");
    CommandLineRun run = onestep("", "show", "fig1a");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("{").contains("\"name\" : \"fig1a\"");
  }
}

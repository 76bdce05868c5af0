package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.onestep.engine.binding.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What going on with a run says of what it finds, and its exit codes. */
class ResumedRunTest {
  @TempDir private Path temporary;
  private Path out;

  @BeforeEach
  void run() {
    out = temporary.resolve("run");
    assertThat(small("--out", out.toString()).code()).isZero();
  }

  private static CommandLineRun small(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "run",
                "fig1a",
                "--trials",
                "2",
                "--set",
                "/sizes/n=20",
                "--set",
                "/sweep/0/values=[1,2]",
                "--quiet"));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private Path journal() {
    return out.resolve("journal/trials.log");
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(journal()));
  }

  /** As if the process had been killed when so many lines were written. */
  private void cutAfter(int lines) throws IOException {
    Files.writeString(journal(), String.join("\n", lines().subList(0, lines)) + "\n");
  }

  private CommandLineRun resume(String... more) {
    List<String> args = new ArrayList<>(List.of("run", "--resume", out.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  private static void assertRefused(CommandLineRun run, int code, String... messages) {
    assertThat(run.err()).contains(messages).doesNotContain("\tat ", "Exception");
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aFinishedRunSaysSoAndWritesItsFilesAgain() throws IOException {
    byte[] trials = Files.readAllBytes(out.resolve("trials.csv"));
    byte[] spec = Files.readAllBytes(out.resolve("spec.json"));
    byte[] journal = Files.readAllBytes(journal());
    for (String file : List.of("trials.csv", "spec.json", "figure.png")) {
      Files.delete(out.resolve(file));
    }
    CommandLineRun run = resume("--executor", "shuffled");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("note: this run had finished; its files are written again");
    assertThat(out.resolve("trials.csv")).hasBinaryContent(trials);
    assertThat(out.resolve("spec.json")).hasBinaryContent(spec);
    assertThat(out.resolve("figure.png")).isNotEmptyFile();
    assertThat(journal()).hasBinaryContent(journal);
  }

  @Test
  void aTornLastLineIsDroppedAndNoted() throws IOException {
    byte[] trials = Files.readAllBytes(out.resolve("trials.csv"));
    cutAfter(4);
    Files.writeString(journal(), "0123abcd {\"line\":\"do", StandardOpenOption.APPEND);
    CommandLineRun run = resume();
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("trials.log:5: the last line was cut off", "note: 2 of 4 trials are there");
    assertThat(out.resolve("trials.csv")).hasBinaryContent(trials);
  }

  @Test
  void aDamagedLineInTheMiddleIsRefused() throws IOException {
    List<String> lines = lines();
    lines.set(3, lines.get(3).replace("\"trial\":", "\"trail\":"));
    Files.writeString(journal(), String.join("\n", lines) + "\n");
    assertRefused(resume(), 2, "trials.log:4: the line is damaged", "run anew");
    assertRefused(small("--out", out.toString()), 2, "trials.log:4: the line is damaged");
  }

  @Test
  void anUnfinishedRunIsGoneOnWithAndNotBegunAgain() throws IOException {
    cutAfter(3);
    assertRefused(
        small("--out", out.toString()), 2, "begun and not finished; go on with --resume " + out);
    assertRefused(
        small("--out", out.toString(), "--seed", "5"), 2, "holds another run; choose another");
    Files.delete(out.resolve("spec.json"));
    assertRefused(small("--out", out.toString(), "--seed", "5"), 2, "another run, not finished");
    assertThat(resume().code()).isZero();
    assertThat(small("--out", out.toString()).code()).isZero(); // finished: may be run into again
  }

  @Test
  void theJournalOfAnotherSpecIsRefused() throws IOException {
    cutAfter(3);
    String spec = Files.readString(out.resolve("spec.json"));
    Files.writeString(out.resolve("spec.json"), spec.replace("\"seed\" : 1", "\"seed\" : 2"));
    assertRefused(resume(), 2, "the journal is that of another spec than spec.json");
  }

  /** Rewrites the first line, with the right checksum. */
  private void replaceInIdentity(String from, String to) throws IOException {
    List<String> lines = lines();
    String json = lines.get(0).substring(9).replaceFirst(from, to);
    assertThat(json).isNotEqualTo(lines.get(0).substring(9));
    CRC32C checksum = new CRC32C();
    checksum.update(json.getBytes(StandardCharsets.UTF_8));
    lines.set(0, HexFormat.of().toHexDigits((int) checksum.getValue()) + " " + json);
    Files.writeString(journal(), String.join("\n", lines) + "\n");
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    replaceInIdentity("\"onestep\":\"[^\"]*\"", "\"onestep\":\"0.0.9\"");
    assertRefused(resume(), 3, "was begun by Onestep 0.0.9, and this is Onestep ", "run it anew");
  }

  @Test
  void aChangedJarIsRefused() throws IOException {
    String first = Json.parse(lines().get(0).substring(9), "").at("/jars/0/2").asText();
    replaceInIdentity(first, "0123456789ab".repeat(6).substring(0, 64));
    assertRefused(resume(), 3, "has changed (SHA-256 0123456789ab... then, ", "run it anew");
  }

  @Test
  void anotherBackendIsRefused() throws IOException {
    replaceInIdentity("\"backend\":\"[^\"]*\"", "\"backend\":\"ABLAS 1\"");
    assertRefused(resume(), 3, "the linear algebra was ABLAS 1, and is OpenBLAS");
  }

  @Test
  void changedDataAreRefused() throws IOException {
    Path table = temporary.resolve("table.csv");
    StringBuilder rows = new StringBuilder("x,y,label\n");
    for (int i = 0; i < 60; i++) {
      rows.append(i % 7).append(',').append(i % 5).append(',').append(i % 2).append('\n');
    }
    Files.writeString(table, rows);
    Path spec = temporary.resolve("table.json");
    Files.writeString(
        spec,
        """
        {"name": "table", "sizes": {"n": 2, "m": 10, "m_test": 10, "k": 4},
         "data": {"type": "dataset", "source": {"type": "csv", "file": "table.csv"}},
         "target": {"type": "class-labels"}, "activations": [{"type": "relu"}],
         "learner": {"type": "one-gradient-step"}, "models": [{"type": "network"}],
         "readouts": [{"type": "ridge"}], "trials": 3, "data_draw": "trial"}
        """);
    out = temporary.resolve("table");
    CommandLineRun run =
        CommandLineRun.of(
            "run", spec.toString(), "--data", temporary.toString(), "--out", out.toString());
    assertThat(run.code()).as(run.err()).isZero();
    cutAfter(3);
    assertThat(resume().code()).isZero();
    cutAfter(3);
    Files.writeString(table, rows.toString().replaceFirst("\n0,", "\n1,"));
    assertRefused(resume(), 2, "table.csv has changed (SHA-256 ", "bring it back");
  }

  @Test
  void aSecondProcessIsRefused() throws Exception {
    cutAfter(3);
    try (FileChannel other =
            FileChannel.open(out.resolve("journal/lock"), StandardOpenOption.WRITE);
        FileLock lock = other.lock()) {
      assertThat(lock.isValid()).isTrue();
      Path log = temporary.resolve("log");
      ChildRun run = ChildRun.start(log, "run", "--resume", out.toString());
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.output()).contains("another process works on this run now");
    }
    assertThat(resume().code()).isZero();
  }

  @Test
  void aFolderThatCannotBeWrittenToIsRefused() throws IOException {
    cutAfter(3);
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeThat(Files.isWritable(out)).as("the superuser may write anywhere").isFalse();
      assertRefused(resume(), 2, "can't be written to: permission denied");
    } finally {
      Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void noSpecGoesWithAFolderThatHasOne() {
    for (String mode : List.of("--resume", "--from")) {
      assertRefused(
          CommandLineRun.of("run", "fig1a", mode, out.toString()),
          2,
          mode + " takes the spec from the folder, so NAME_OR_FILE can't be given with it");
      assertRefused(
          CommandLineRun.of("run", mode, out.toString(), "--trials", "5"), 2, "so --trials can't");
    }
    assertRefused(resume("--out", "x"), 2, "so --out can't");
    assertRefused(
        CommandLineRun.of("run", "--resume", temporary.toString()), 2, "there is no journal");
  }
}

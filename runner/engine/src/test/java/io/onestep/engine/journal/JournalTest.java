package io.onestep.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onestep.api.data.DataFile;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.MissingComponentException;
import io.onestep.api.execution.Measurement;
import io.onestep.api.execution.Phase;
import io.onestep.api.execution.Task;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.binding.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JsonNode SPEC =
      Json.parse("{\"name\": \"x\", \"lambda\": 1e-4, \"executor\": {\"threads\": 1}}", "test");
  private static final JsonNode ENVIRONMENT =
      JsonNodeFactory.instance.objectNode().put("java", "17");
  private static final JarDigest JAR = new JarDigest("a.jar", "1", "a".repeat(64));
  private static final DataFile FILE = new DataFile("images", "b".repeat(64));
  private static final RunIdentity IDENTITY =
      new RunIdentity("1.0", SPEC, "BLAS 3", List.of(JAR), List.of(FILE));

  /** Numbers whose digits would not survive rounding, and a name that needs escapes. */
  private static final TaskResult DONE =
      new TaskResult.Completed(
          new Task(3, 1, 0),
          List.of(
              new Measurement("relu", "network", "ridge \"\n\u00e9", "e", "simulation", 0.1 + 0.2),
              new Measurement("relu", "network", "ridge", "f", "theory", Double.MIN_VALUE),
              new Measurement("relu", "network", "ridge", "g", "theory", -0.0)),
          Map.of(Phase.SOLVES, Duration.ofNanos(123456789)));

  private static final TaskResult FAILED =
      new TaskResult.Failed(new Task(0, 2, 0), "F^ is not finite");

  private static final TaskResult WITHOUT_PREDICTIONS =
      new TaskResult.Completed(
          new Task(1, 0, 0),
          List.of(new Measurement("relu", "network", "ridge", "e", "simulation", 0.1)),
          List.of(
              new TaskResult.MissingPrediction("relu", "no root"),
              new TaskResult.MissingPrediction("tanh", "\"kappa\"\n is \u00e9")),
          Map.of());

  @TempDir private Path run;

  private Path file() {
    return run.resolve("journal/trials.log");
  }

  /** A journal with two results, whose process has been cut off. */
  private void cutOff() {
    try (Journal journal = Journal.create(run, IDENTITY, ENVIRONMENT)) {
      assertThat(journal.isResumable()).isFalse();
      assertThat(journal.results()).isEmpty();
      journal.begin();
      assertThat(journal.isResumable()).isTrue();
      journal.keep(DONE);
      journal.keep(FAILED);
    }
  }

  private Journal open() {
    return Journal.open(run, ENVIRONMENT);
  }

  @Test
  void writesNothingBeforeTheRunBegins() {
    Journal.create(run, IDENTITY, ENVIRONMENT).close();
    assertThat(run).isEmptyDirectory();
  }

  @Test
  void whatKeepsNothingCanBeWithdrawn() {
    try (Journal journal = Journal.create(run, IDENTITY, ENVIRONMENT)) {
      journal.begin();
      journal.withdraw();
    }
    assertThat(run).isEmptyDirectory();
    cutOff();
    try (Journal journal = open()) {
      assertThatThrownBy(journal::withdraw).isInstanceOf(IllegalStateException.class);
    }
    assertThat(Journal.unfinished(run)).contains(IDENTITY);
  }

  @Test
  void givesBackWhatItWasGiven() {
    cutOff();
    assertThat(Journal.unfinished(run)).contains(IDENTITY);
    try (Journal journal = open()) {
      assertThat(journal.identity()).isEqualTo(IDENTITY);
      assertThat(journal.isFinished()).isFalse();
      assertThat(journal.note()).isEmpty();
      assertThat(journal.size()).isEqualTo(2);
      assertThat(journal.results()).containsExactly(DONE, FAILED);
      journal.begin();
      assertThat(journal.parts()).hasSize(2);
      assertThat(journal.parts().get(0).environment()).isEqualTo(ENVIRONMENT);
      journal.finish();
    }
    assertThat(Journal.unfinished(run)).isEmpty();
    try (Journal journal = open()) {
      assertThat(journal.isFinished()).isTrue();
      assertThat(journal.results()).containsExactly(DONE, FAILED);
      journal.begin();
      assertThat(journal.parts()).hasSize(2);
    }
  }

  @Test
  void whatIsMissingComesBackToo() throws IOException {
    try (Journal journal = Journal.create(run, IDENTITY, ENVIRONMENT)) {
      journal.begin();
      journal.keep(WITHOUT_PREDICTIONS);
      journal.keep(DONE);
    }
    try (Journal journal = open()) {
      assertThat(journal.results()).containsExactly(WITHOUT_PREDICTIONS, DONE);
      journal.begin();
    }
    // A line speaks of it only where something is missing.
    assertThat(Files.readAllLines(file()))
        .filteredOn(line -> line.contains("missing"))
        .singleElement()
        .asString()
        .contains("no root");
  }

  /** Cut at each byte of what stands after the header: only whole lines count. */
  @Test
  void aTornLastLineIsDroppedWhereverItWasCut() throws IOException {
    cutOff();
    byte[] whole = Files.readAllBytes(file());
    int[] ends =
        java.util.stream.IntStream.range(0, whole.length)
            .filter(i -> whole[i] == '\n')
            .map(i -> i + 1)
            .toArray();
    assertThat(ends).hasSize(4); // identity, part, two results
    for (int length = ends[0]; length <= whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      int cut = length;
      int lines = (int) Arrays.stream(ends).filter(end -> end <= cut).count();
      try (Journal journal = open()) {
        assertThat(journal.size()).isEqualTo(Math.max(0, lines - 2));
        assertThat(journal.note().isPresent()).isEqualTo(length != ends[lines - 1]);
        journal
            .note()
            .ifPresent(note -> assertThat(note).contains("trials.log:" + (lines + 1), "dropped"));
      }
    }
    Files.write(file(), Arrays.copyOf(whole, whole.length - 5));
    try (Journal journal = open()) {
      assertThat(journal.results()).containsExactly(DONE);
      journal.begin();
      journal.keep(FAILED);
    }
    try (Journal journal = open()) {
      assertThat(journal.note()).isEmpty(); // what was torn is gone
      assertThat(journal.results()).containsExactly(DONE, FAILED);
      journal.begin();
    }
  }

  @Test
  void aDamagedLineBeforeTheLastIsRefused() throws IOException {
    cutOff();
    byte[] bytes = Files.readAllBytes(file());
    int third = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("0.300000");
    bytes[third + 2] = '4';
    Files.write(file(), bytes);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("trials.log:3: the line is damaged: its checksum is wrong");
    bytes[third + 2] = '3';
    Files.write(file(), bytes);
    open().close(); // the lock is free again, and the line whole
    bytes[20] = 'X';
    Files.write(file(), bytes);
    assertThatThrownBy(this::open).hasMessageContaining("trials.log:1: the line is damaged");
  }

  @Test
  void aChangedLineWithARightChecksumIsRefused() throws IOException {
    cutOff();
    List<String> lines = Files.readAllLines(file());
    for (String[] change :
        new String[][] {
          {"\"point\":3", "\"point\":-3"},
          {"\"SOLVES\"", "\"SOLVED\""},
          {"\"start\":\"", "\"start\":\"x"},
          {"a".repeat(64), "a"}
        }) {
      List<String> changed = new ArrayList<>();
      for (String line : lines) {
        JsonNode content = Json.parse(line.substring(9).replace(change[0], change[1]), "line");
        changed.add(new String(JournalLine.write(content), StandardCharsets.UTF_8).strip());
      }
      assertThat(changed).isNotEqualTo(lines);
      Files.write(file(), changed);
      assertThatThrownBy(this::open)
          .as(change[1])
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("trials.log: has a line that is not one of a run");
    }
    Files.write(file(), lines);
    open().close(); // the lock is free again
  }

  @Test
  void anotherProcessIsKeptOut() {
    try (Journal journal = Journal.create(run, IDENTITY, ENVIRONMENT)) {
      journal.begin();
      for (ThrowingCallable other :
          List.<ThrowingCallable>of(
              this::open,
              () -> Journal.unfinished(run),
              () -> Journal.create(run, IDENTITY, ENVIRONMENT).begin())) {
        assertThatThrownBy(other)
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("another process works on this run now");
      }
    }
    open().close();
  }

  @Test
  void anUnfinishedRunIsNotOverwritten() {
    cutOff();
    try (Journal journal = Journal.create(run, IDENTITY, ENVIRONMENT)) {
      assertThatThrownBy(journal::begin).isInstanceOf(InvalidInputException.class);
    }
    try (Journal journal = open()) {
      assertThat(journal.size()).isEqualTo(2);
    }
  }

  @Test
  void whereThereIsNoJournalThereIsNothingToGoOnWith() throws IOException {
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("there is no journal");
    assertThat(Journal.unfinished(run)).isEmpty();
    cutOff();
    Files.write(file(), new byte[0]);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void whereNothingCanBeWrittenItSaysSo() throws IOException {
    Files.createDirectories(file()); // a folder where the file should be
    Files.createFile(file().resolve("x"));
    try (Journal journal =
        Journal.create(run.resolve("journal/trials.log/x"), IDENTITY, ENVIRONMENT)) {
      assertThatThrownBy(journal::begin)
          .isInstanceOf(InsufficientResourcesException.class)
          .hasMessageContaining("can't be written to");
    }
  }

  private static RunIdentity with(
      String version, JsonNode spec, String backend, JarDigest jar, DataFile file) {
    return new RunIdentity(version, spec, backend, List.of(jar), List.of(file));
  }

  private static void assertRefused(
      RunIdentity now, Class<? extends Exception> type, String... messages) {
    assertThatThrownBy(() -> IDENTITY.requireSame(now, "runs/x"))
        .isInstanceOf(type)
        .hasMessageStartingWith("runs/x: ")
        .hasMessageContainingAll(messages);
  }

  @Test
  void whatChangesNumbersIsRefused() {
    JsonNode spec = Json.parse("{\"name\": \"x\", \"lambda\": 1e-3}", "test");
    JarDigest changed = new JarDigest("a.jar", "1", "c".repeat(64));
    JarDigest other = new JarDigest("b.jar", "1", "c".repeat(64));
    DataFile images = new DataFile("images", "d".repeat(64));
    assertRefused(
        with("1.1", SPEC, "BLAS 3", JAR, FILE),
        MissingComponentException.class,
        "begun by Onestep 1.0, and this is Onestep 1.1",
        "run it anew");
    assertRefused(
        with("1.0", SPEC, "BLAS 4", changed, FILE),
        MissingComponentException.class,
        "the jar a.jar has changed (SHA-256 aaaaaaaaaaaa... then, cccccccccccc... now)",
        "the linear algebra was BLAS 3, and is BLAS 4 now");
    assertRefused(
        with("1.0", SPEC, "BLAS 3", other, FILE),
        MissingComponentException.class,
        "the jar a.jar (SHA-256 aaaaaaaaaaaa...) is not there any more");
    assertRefused(
        with("1.0", spec, "BLAS 3", JAR, images),
        InvalidInputException.class,
        "the journal is that of another spec",
        "the file images has changed (SHA-256 bbbbbbbbbbbb... then, dddddddddddd... now)");
  }

  @Test
  void whatChangesNoNumberIsNot() {
    JsonNode spec =
        Json.parse("{\"name\": \"x\", \"lambda\": 0.0001, \"executor\": {\"threads\": 7}}", "test");
    JarDigest renamed = new JarDigest("b.jar", "1", JAR.sha256());
    IDENTITY.requireSame(with("1.0", spec, "BLAS 3", renamed, FILE), "runs/x");
  }

  /** An interrupt, as of Ctrl-C, must not tear the line that is being written. */
  @Test
  void anInterruptTearsNoLine() {
    try (Journal journal = Journal.create(run, IDENTITY, ENVIRONMENT)) {
      journal.begin();
      Thread.currentThread().interrupt();
      journal.keep(DONE);
      assertThat(Thread.interrupted()).isTrue();
      journal.keep(FAILED);
    }
    try (Journal journal = open()) {
      assertThat(journal.results()).containsExactly(DONE, FAILED);
      journal.begin();
    }
  }
}

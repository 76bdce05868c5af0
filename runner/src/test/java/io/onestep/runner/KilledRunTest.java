package io.onestep.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes that are killed, or told to end, at all sorts of moments. */
class KilledRunTest {
  /** What a run that was never cut off has in common with one that was. */
  private static final List<String> SAME =
      List.of("spec.json", "trials.csv", "results.csv", "figure.svg", "figure.png");

  private static final String SPEC =
      """
      {"name": "tiny", "sizes": {"n": 20, "m": 30, "m_test": 40},
       "data": {"type": "structured-mixture"},
       "target": {"type": "single-index", "activation": {"type": "relu"}},
       "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
       "models": [{"type": "network"}, {"type": "hermite", "degree": 2}],
       "readouts": [{"type": "ridge", "lambda": 1e-3}], "backend": {"type": "java"},
       "trials": 40, "data_draw": "trial",
       "sweep": [{"name": "width_ratio", "path": "/sizes/width_ratio", "values": [0.5, 1, 1.5]},
                 {"name": "rate", "path": "/learner/rate", "values": [1, 1e300]}],
       "figure": {"metric": "generalization_error"}}
      """;

  private static final int TRIALS = 240;

  @TempDir private Path temporary;
  private Path spec;
  private Path whole;
  private Path out;
  private Path log;

  @BeforeEach
  void runWithoutInterruption() throws IOException {
    spec = Files.writeString(temporary.resolve("tiny.json"), SPEC);
    whole = temporary.resolve("whole");
    out = temporary.resolve("out");
    log = temporary.resolve("log");
    CommandLineRun run =
        CommandLineRun.of("run", spec.toString(), "--out", whole.toString(), "--quiet");
    assertThat(run.code()).as(run.err()).isEqualTo(4); // half of the trials overflow
  }

  private ChildRun goOn() throws IOException {
    return Files.exists(journal())
        ? ChildRun.start(log, "run", "--resume", out.toString(), "--quiet")
        : ChildRun.start(log, "run", spec.toString(), "--out", out.toString(), "--quiet");
  }

  private Path journal() {
    return out.resolve("journal/trials.log");
  }

  private long journalSize() throws IOException {
    return Files.exists(journal()) ? Files.size(journal()) : 0;
  }

  private interface Moment {
    boolean hasCome() throws IOException;
  }

  /** Waits for a moment; whether it came before the process ended. */
  private static boolean await(ChildRun run, Moment moment) throws IOException {
    while (!moment.hasCome()) {
      if (!run.process().isAlive()) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  /**
   * Kills at twenty moments of one run after another: at random lengths of the journal, then when
   * one file after the other of the results is there.
   */
  @Test
  void killedAtAnyMomentARunGoesOnToTheSameBytes() throws Exception {
    Random random = new Random(20260728);
    long wholeSize = Files.size(whole.resolve("journal/trials.log"));
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      // Some are beyond the last trial, and so in the final writing.
      long size = (long) (wholeSize * (i + random.nextDouble()) / 13);
      moments.add(() -> journalSize() >= size);
    }
    for (String file : List.of("spec.json", "trials.csv", "provenance.json", "results.csv")) {
      moments.add(() -> Files.exists(out.resolve(file)));
    }
    moments.add(() -> Files.exists(out.resolve("figure.svg")));
    moments.add(() -> Files.exists(out.resolve(".figure.png.tmp")));
    int kills = 0;
    for (Moment moment : moments) {
      ChildRun run = goOn();
      if (await(run, moment)) {
        run.process().destroyForcibly();
        kills++;
      }
      int code = run.exitCode();
      assertThat(code).as(run.output()).isIn(137, 4); // killed, or done before
      assertThat(run.output()).doesNotContain("error:", "\tat ");
    }
    assertThat(moments).hasSize(20);
    assertThat(kills).isGreaterThanOrEqualTo(18); // the last moments may be missed
    ChildRun last = goOn();
    assertThat(last.exitCode()).as(last.output()).isEqualTo(4);
    assertSameAsWhole();
    assertThat(Files.readString(out.resolve("provenance.json"))).contains("\"parts\" : [");
  }

  private void assertSameAsWhole() throws IOException {
    for (String file : SAME) {
      assertThat(out.resolve(file)).as(file).hasSameBinaryContentAs(whole.resolve(file));
    }
    // Failures are kept, with their reasons, and not tried again.
    String reason = "\"at\" : {\n        \"width_ratio\" : 1.5,\n        \"rate\" : 1.0E300\n";
    String provenance = Files.readString(out.resolve("provenance.json"));
    assertThat(provenance.split("\"reason\" : ", -1)).hasSize(1 + TRIALS / 2);
    assertThat(provenance.replaceAll("\r", "").replaceAll(" +", " "))
        .contains(reason.replaceAll(" +", " "));
  }

  /** SIGINT and SIGTERM. Tells the process by the system's own command, as a shell does. */
  @Test
  void toldToEndARunSaysHowToGoOn() throws Exception {
    for (String signal : List.of("INT", "TERM")) {
      long before = journalSize();
      ChildRun run = goOn();
      assertThat(await(run, () -> journalSize() >= before + 5000)).as(run.output()).isTrue();
      new ProcessBuilder("kill", "-" + signal, Long.toString(run.process().pid()))
          .start()
          .waitFor();
      assertThat(run.exitCode()).as(run.output()).isEqualTo(130);
      assertThat(run.output())
          .contains("interrupted")
          .containsPattern("\\d+ of 240 trials are kept in .*; to go on: onestep run --resume ")
          .contains("--resume " + out)
          .doesNotContain("\tat ", "error:");
    }
    assertThat(out.resolve("trials.csv")).doesNotExist();
    CommandLineRun last = CommandLineRun.of("run", "--resume", out.toString(), "--threads", "1");
    assertThat(last.code()).as(last.err()).isEqualTo(4);
    assertThat(last.err()).containsPattern("note: \\d+ of 240 trials are there already");
    assertSameAsWhole();
  }

  /** A file may grow to 16 KiB only: as on a full disk, writing fails at some moment. */
  @Test
  void aFullDiskEndsTheRunAndKeepsWhatIsDone() throws Exception {
    String[] command = {"run", spec.toString(), "--out", out.toString(), "--executor", "shuffled"};
    ChildRun run =
        ChildRun.start(
            log,
            List.of("sh", "-c", "ulimit -f 32; exec \"$0\" \"$@\""),
            List.of("-XX:-UsePerfData"),
            command);
    assertThat(run.exitCode()).as(run.output()).isEqualTo(5);
    assertThat(run.output())
        .contains("trials.log can't be written to: ", "to go on: onestep run --resume")
        .doesNotContain("\tat ");
    assertThat(journalSize()).isBetween(8_000L, 32_768L);
    CommandLineRun last = CommandLineRun.of("run", "--resume", out.toString());
    assertThat(last.code()).as(last.err()).isEqualTo(4);
    assertThat(last.err()).doesNotContain("cut off"); // no half line was left
    assertThat(Files.readString(out.resolve("trials.csv")))
        .isEqualTo(Files.readString(whole.resolve("trials.csv")));
  }
}

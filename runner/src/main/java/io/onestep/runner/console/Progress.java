package io.onestep.runner.console;

import io.onestep.api.execution.TaskResult;
import io.onestep.engine.RunListener;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a run's progress, by the work that is done: a bar on a terminal, a line now and then
 * elsewhere.
 */
public final class Progress implements RunListener, AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(15);

  /** The bar counts in units of a million operations, so that any run fits into a long. */
  private static final double UNIT = 1e6;

  private final String name;
  private final PrintStream err;
  private final boolean terminal;
  private ProgressBar bar;
  private int tasks;
  private int ended;
  private double work;
  private double done;
  private long start;
  private long spoke;

  /**
   * Creates a display.
   *
   * @param name the name of the run
   * @param err where to show it
   * @param terminal whether a person at a terminal sees it
   */
  public Progress(String name, PrintStream err, boolean terminal) {
    this.name = name;
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void note(String note) {
    err.println(PlainText.note(note));
  }

  @Override
  public void begin(int tasks, double work) {
    this.tasks = tasks;
    this.work = work;
    start = System.nanoTime();
    spoke = start;
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(name)
              .setInitialMax((long) (work / UNIT))
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(err))
              .hideEta()
              .build();
    }
  }

  @Override
  public void ended(TaskResult result) {
    ended++;
    done += result.task().work();
    if (bar != null) {
      bar.stepTo((long) (done / UNIT));
      bar.setExtraMessage(" %d/%d trials, %s left".formatted(ended, tasks, left()));
    } else if (System.nanoTime() - spoke > SILENCE.toNanos()) {
      spoke = System.nanoTime();
      err.printf(
          "%s: %d/%d trials, %.0f %%, %s left%n", name, ended, tasks, 100 * done / work, left());
    }
  }

  /** What remains, if the work goes on at the speed it had so far. */
  private String left() {
    double elapsed = (System.nanoTime() - start) / 1e9;
    return "about " + duration(elapsed * (work - done) / done);
  }

  /**
   * Writes a duration as people say it.
   *
   * @param seconds the duration in seconds
   * @return for example {@code "8.4 s"} or {@code "3 min 20 s"}
   */
  static String duration(double seconds) {
    if (seconds < 60) {
      return "%.1f s".formatted(seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

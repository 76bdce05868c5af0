package io.onestep.engine.trial;

import io.onestep.api.execution.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Says where the time of one trial went. Phases nest; each is charged its own time only. */
final class TrialClock {
  private final long[] nanos = new long[Phase.values().length];
  private Phase current = Phase.REST;
  private long since = System.nanoTime();

  /**
   * Does some work.
   *
   * @throws CancellationException if the thread has been interrupted: a trial that nobody waits for
   *     any more ends here, between two operations
   */
  <T> T time(Phase phase, Supplier<T> work) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    Phase outer = enter(phase);
    try {
      return work.get();
    } finally {
      enter(outer);
    }
  }

  void time(Phase phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return null;
        });
  }

  private Phase enter(Phase next) {
    long now = System.nanoTime();
    Phase previous = current;
    nanos[previous.ordinal()] += now - since;
    current = next;
    since = now;
    return previous;
  }

  Map<Phase, Duration> elapsed() {
    enter(current);
    Map<Phase, Duration> elapsed = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      elapsed.put(phase, Duration.ofNanos(nanos[phase.ordinal()]));
    }
    return elapsed;
  }
}

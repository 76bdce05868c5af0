package io.onestep.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.execution.TaskResult;
import io.onestep.engine.RunListener;
import io.onestep.engine.plan.MemoryNeed;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadyHeapTest {
  /** Before the first trial and after each, and only where there is more than was estimated. */
  @Test
  void collectsWhatIsMoreThanTheEstimateAllowsFor() {
    List<String> log = new ArrayList<>();
    RunListener next =
        new RunListener() {
          @Override
          public void note(String note) {
            log.add(note);
          }

          @Override
          public void begin(int tasks, double work) {
            log.add(tasks + " tasks");
          }

          @Override
          public void ended(TaskResult result) {
            log.add("ended");
          }
        };
    long[] young = {MemoryNeed.UNCOLLECTED + 1};
    SteadyHeap heap =
        new SteadyHeap(
            () -> young[0],
            () -> {
              log.add("collected");
              young[0] = 0;
            });
    RunListener listener = heap.during(next);
    listener.note("a note");
    listener.begin(3, 1);
    listener.ended(null);
    young[0] = MemoryNeed.UNCOLLECTED;
    listener.ended(null);
    young[0]++;
    listener.ended(null);
    assertThat(log)
        .containsExactly("a note", "collected", "3 tasks", "ended", "ended", "ended", "collected");
  }

  /**
   * In MB: what the JVM started with, what is in use, and what it has. Beside 290 MB and 80 MB of
   * what trials leave behind, a tenth is empty: 411 MB, and up to 473 MB are let be.
   */
  @ParameterizedTest
  @CsvSource({
    "388, 290, 976, true", // doubled for the sake of a few pauses
    "388, 290, 480, true",
    "388, 290, 470, false",
    "388, 10, 388, false", // as it was given
    "1000, 290, 976, false",
    "388, 900, 1250, false", // (900 + 80)/0.9 = 1089
    "388, 900, 1260, true"
  })
  void aHeapIsExtendedIfMuchMoreIsFreeThanTrialsLeaveBehind(
      long initial, long used, long committed, boolean extended) {
    long mb = 1_000_000;
    assertThat(SteadyHeap.isExtended(new MemoryUsage(initial * mb, used * mb, committed * mb, -1)))
        .isEqualTo(extended);
  }
}

package io.onestep.engine.trial;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/**
 * Has garbage collected when much has come together. Left alone, the JVM lets its heap grow to all
 * that it may have before it collects large arrays, and a trial leaves hundreds of megabytes behind
 * (data drawn for it alone, Gram matrices and their factors).
 */
final class Garbage {
  private static final long MUCH = 128 << 20;

  /** Collecting takes a twentieth of the time at most, however much garbage there is. */
  private static final int LARGEST_SHARE = 20;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private long left = Long.MAX_VALUE;
  private long nextTime = System.nanoTime();

  /** A trial has ended, and nothing refers to its data any more. */
  synchronized void trialEnded() {
    long used = used();
    left = Math.min(left, used);
    long start = System.nanoTime();
    if (used - left > MUCH && start - nextTime >= 0) {
      System.gc();
      left = used();
      long end = System.nanoTime();
      nextTime = end + LARGEST_SHARE * (end - start);
    }
  }

  private long used() {
    return memory.getHeapMemoryUsage().getUsed();
  }
}

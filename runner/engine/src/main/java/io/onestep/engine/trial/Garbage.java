package io.onestep.engine.trial;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Has garbage collected when much has come together. Left alone, the JVM lets its heap grow to all
 * that it may have before it collects large arrays, and a trial leaves hundreds of megabytes behind
 * (data drawn for it alone, Gram matrices and their factors).
 *
 * <p>While native code works on an array, the JVM puts collections off, so a collection waits here
 * for the linear algebra of other trials, one operation each.
 */
final class Garbage {
  private static final long MUCH = 96 << 20;

  /** Collecting, and waiting for it, takes a twentieth of the time at most. */
  private static final int LARGEST_SHARE = 20;

  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
  private final ReadWriteLock arrays = new ReentrantReadWriteLock();
  private long left = Long.MAX_VALUE;
  private long nextTime = System.nanoTime();

  /** Does some work on arrays in native code. */
  <T> T whileNotCollecting(Supplier<T> work) {
    arrays.readLock().lock();
    try {
      return work.get();
    } finally {
      arrays.readLock().unlock();
    }
  }

  /** A trial has ended, and nothing refers to its data any more. */
  synchronized void trialEnded() {
    long used = used();
    left = Math.min(left, used);
    long start = System.nanoTime();
    if (used - left > MUCH && start - nextTime >= 0) {
      collect();
      left = used();
      long end = System.nanoTime();
      nextTime = end + LARGEST_SHARE * (end - start);
    }
  }

  /** Collects now. */
  void collect() {
    arrays.writeLock().lock();
    try {
      System.gc();
    } finally {
      arrays.writeLock().unlock();
    }
  }

  private long used() {
    return memory.getHeapMemoryUsage().getUsed();
  }
}

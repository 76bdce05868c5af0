package io.onestep.runner.command;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import com.sun.management.VMOption.Origin;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.RunListener;
import io.onestep.engine.plan.MemoryNeed;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.LongSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Keeps the process to the memory that was estimated: has the JVM collect what trials left behind
 * as soon as there is more of it than the estimate allows for, and give back what it then does not
 * use. That takes it some hundredths of a second, since what stays are few and large arrays.
 *
 * <p>The JVM extends a small heap when pauses take more than about one per cent of the time, to
 * twice its size at once, and then fills what it has got. It is therefore made to collect after
 * such an extension, too.
 */
final class SteadyHeap implements AutoCloseable {
  /** The least share of its heap that the JVM keeps free after a collection, and the most. */
  private static final String LEAST_FREE = "MinHeapFreeRatio";

  private static final String MOST_FREE = "MaxHeapFreeRatio";

  private static final int LEAST_PER_CENT = 10;

  /** What there is room for beside what stays: less than would have the whole heap collected. */
  private static final double ROOM = 0.8 * MemoryNeed.UNCOLLECTED;

  /** The share of its heap that the JVM fills before it collects what is new. */
  private static final double FILLED = 0.9;

  /** From so many times the heap that it needs on, it is given back. */
  private static final double EXTENDED = 1.15;

  /** After so many collections, one after the other, that gave nothing back there is no other. */
  private static final int MOST_IN_VAIN = 5;

  private final LongSupplier young;
  private final Runnable collect;
  private final NotificationListener afterPause = (pause, handback) -> shrinkIfExtended(pause);

  /** How often it collected in vain; of the one thread that notifies. */
  private int inVain;

  /** Watches this JVM. */
  SteadyHeap() {
    this.young = SteadyHeap::eden;
    if (isFree(LEAST_FREE) && isFree(MOST_FREE)) {
      set(LEAST_FREE, LEAST_PER_CENT);
      this.collect = SteadyHeap::collectAndShrink;
      collectors().forEach(c -> c.addNotificationListener(afterPause, null, null));
    } else {
      this.collect = System::gc;
    }
  }

  /** Whether no one has told the JVM what an option is to be, and it can be told while it runs. */
  private static boolean isFree(String option) {
    try {
      VMOption now = jvm().getVMOption(option);
      return now.isWriteable()
          && (now.getOrigin() == Origin.DEFAULT || now.getOrigin() == Origin.MANAGEMENT);
    } catch (IllegalArgumentException e) {
      return false; // it is of another kind
    }
  }

  private static void set(String option, int value) {
    jvm().setVMOption(option, Integer.toString(value));
  }

  private static HotSpotDiagnosticMXBean jvm() {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
  }

  /** Has the JVM keep a heap of the size that it needs, and no larger one. */
  private static void collectAndShrink() {
    long live = Math.max(0, heap().getUsed() - eden());
    set(MOST_FREE, (int) Math.ceil(100 * (1 - live / sufficient(live))));
    System.gc();
  }

  /** The size of a heap for what stays on it. */
  private static double sufficient(long live) {
    return (live + ROOM) / FILLED;
  }

  /**
   * Watches a heap.
   *
   * @param young the bytes of what is new on the heap, dead or alive
   * @param collect collects what is dead
   */
  SteadyHeap(LongSupplier young, Runnable collect) {
    this.young = young;
    this.collect = collect;
  }

  private static List<NotificationEmitter> collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(NotificationEmitter.class::isInstance)
        .map(NotificationEmitter.class::cast)
        .toList();
  }

  /** What is where new objects are put, which all collectors with generations call so. */
  private static long eden() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Eden"))
        .mapToLong(pool -> pool.getUsage().getUsed())
        .sum();
  }

  /**
   * Watches a run.
   *
   * @param next hears all that the returned listener does
   * @return the listener for the run
   */
  RunListener during(RunListener next) {
    return new RunListener() {
      @Override
      public void note(String note) {
        next.note(note);
      }

      @Override
      public void begin(int tasks, double work) {
        collectIfMuch();
        next.begin(tasks, work);
      }

      @Override
      public void ended(TaskResult result) {
        next.ended(result);
        collectIfMuch();
      }
    };
  }

  /** Has what a run leaves behind collected, if it is much, before something else begins. */
  void settle() {
    if (young.getAsLong() > MemoryNeed.UNCOLLECTED || isExtended(heap())) {
      collect.run();
    }
  }

  private void collectIfMuch() {
    if (young.getAsLong() > MemoryNeed.UNCOLLECTED) {
      collect.run();
    }
  }

  private void shrinkIfExtended(Notification pause) {
    // A collection of the whole heap has given back what it can.
    if (pause.getUserData() instanceof CompositeData data
        && GarbageCollectionNotificationInfo.from(data).getGcAction().contains("minor")
        && isExtended(heap())) {
      long extended = heap().getCommitted();
      collect.run();
      // Once may be by chance: another thread's collection came first, or the heap grew again.
      inVain = heap().getCommitted() < extended ? 0 : inVain + 1;
      if (inVain == MOST_IN_VAIN) {
        close(); // this JVM gives nothing back
      }
    }
  }

  private static MemoryUsage heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  /**
   * Whether a heap is larger than it need be, and than the JVM started with.
   *
   * @param heap the heap after a pause
   * @return whether it is
   */
  static boolean isExtended(MemoryUsage heap) {
    return heap.getCommitted() > heap.getInit()
        && heap.getCommitted() > EXTENDED * sufficient(heap.getUsed());
  }

  /** Ends watching pauses; what the JVM has been told to keep free stays. */
  @Override
  public void close() {
    for (NotificationEmitter collector : collectors()) {
      try {
        collector.removeNotificationListener(afterPause);
      } catch (ListenerNotFoundException e) {
        // it was never told
      }
    }
  }
}

package io.onestep.runner.command;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
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
final class SteadyHeap implements RunListener, AutoCloseable {
  /** The least share of its heap that the JVM keeps free after a collection, and the most. */
  private static final String LEAST_FREE = "MinHeapFreeRatio";

  private static final String MOST_FREE = "MaxHeapFreeRatio";

  /** In per cent. */
  private static final int LEAST = 10;

  private static final int MOST = 30;

  private final RunListener next;
  private final LongSupplier young;
  private final Runnable collect;
  private final NotificationListener afterPause = (pause, handback) -> shrinkIfExtended(pause);

  /**
   * Watches this JVM.
   *
   * @param next hears all that this does
   */
  SteadyHeap(RunListener next) {
    this(next, SteadyHeap::eden, System::gc);
    if (keepsLittleFree()) {
      collectors().forEach(c -> c.addNotificationListener(afterPause, null, null));
    }
  }

  /**
   * Has the JVM keep little free, unless someone has told it something else, or it is of a kind
   * that can't be told so.
   */
  private static boolean keepsLittleFree() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (isDefault(jvm, LEAST_FREE) && isDefault(jvm, MOST_FREE)) {
        jvm.setVMOption(LEAST_FREE, Integer.toString(LEAST));
        jvm.setVMOption(MOST_FREE, Integer.toString(MOST));
      }
      return jvm.getVMOption(MOST_FREE).getValue().equals(Integer.toString(MOST));
    } catch (IllegalArgumentException e) {
      return false; // it keeps as much free as it likes: a larger process, not a wrong one
    }
  }

  private static boolean isDefault(HotSpotDiagnosticMXBean jvm, String option) {
    return jvm.getVMOption(option).getOrigin() == Origin.DEFAULT;
  }

  /**
   * Watches a heap.
   *
   * @param next hears all that this does
   * @param young the bytes of what is new on the heap, dead or alive
   * @param collect collects what is dead
   */
  SteadyHeap(RunListener next, LongSupplier young, Runnable collect) {
    this.next = next;
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
      if (heap().getCommitted() >= extended) {
        close(); // this JVM gives nothing back
      }
    }
  }

  private static MemoryUsage heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  /**
   * Whether more of a heap is free than it may keep, beside what may be put there before the next
   * collection, and more than the JVM started with.
   *
   * @param heap the heap after a pause
   * @return whether it is
   */
  static boolean isExtended(MemoryUsage heap) {
    long spare = heap.getCommitted() - heap.getUsed() - MemoryNeed.UNCOLLECTED;
    return heap.getCommitted() > heap.getInit() && spare > heap.getCommitted() / 100 * MOST;
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

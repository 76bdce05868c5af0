package io.onestep.runner.command;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption.Origin;
import io.onestep.api.execution.TaskResult;
import io.onestep.engine.RunListener;
import io.onestep.engine.plan.MemoryNeed;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * Keeps the process to the memory that was estimated: has the JVM collect what trials left behind
 * as soon as there is more of it than the estimate allows for, and give back what it then does not
 * use. That takes it some hundredths of a second, since what stays are few and large arrays.
 */
final class SteadyHeap implements RunListener {
  /** The shares of its heap that the JVM keeps free, in per cent. */
  private static final String LEAST_FREE = "MinHeapFreeRatio";

  private static final String MOST_FREE = "MaxHeapFreeRatio";

  private final RunListener next;
  private final LongSupplier young;
  private final Runnable collect;

  /**
   * Watches this JVM.
   *
   * @param next hears all that this does
   */
  SteadyHeap(RunListener next) {
    this(next, SteadyHeap::eden, System::gc);
    keepLittleFree();
  }

  /** Unless someone has told the JVM something else, or it is of a kind that can't be told so. */
  private static void keepLittleFree() {
    try {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (isDefault(jvm, LEAST_FREE) && isDefault(jvm, MOST_FREE)) {
        jvm.setVMOption(LEAST_FREE, "10");
        jvm.setVMOption(MOST_FREE, "40");
      }
    } catch (IllegalArgumentException e) {
      // it keeps as much free as it likes: a larger process, not a wrong one
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
}

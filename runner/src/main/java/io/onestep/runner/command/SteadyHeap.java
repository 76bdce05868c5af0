package io.onestep.runner.command;

import io.onestep.api.execution.TaskResult;
import io.onestep.engine.RunListener;
import io.onestep.engine.plan.MemoryNeed;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;

/**
 * Keeps the process to the memory that was estimated: has the JVM collect what trials left behind
 * as soon as there is more of it than the estimate allows for. It does so within some hundredths of
 * a second, since what stays are few and large arrays.
 */
final class SteadyHeap implements RunListener {
  /** Where new objects are; called so by all of the JVM's collectors that have generations. */
  private final List<MemoryPoolMXBean> eden =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().contains("Eden"))
          .toList();

  private final RunListener next;

  /**
   * Begins to watch.
   *
   * @param next hears all that this does
   */
  SteadyHeap(RunListener next) {
    this.next = next;
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
    long used = eden.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    if (used > MemoryNeed.UNCOLLECTED) {
      System.gc();
    }
  }
}

package io.onestep.engine.plan;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets a run have the memory that Java's heap and the machine have. */
public record MachineMemory() implements Admission {
  @Override
  public Permit admit(MemoryNeed need) {
    if (need.heap() > maxHeap()) {
      throw need.refusal(
          MemoryNeed.text(need.heap()) + " of heap",
          "Java's heap may have %s (java's option -Xmx raises it: -Xmx%dm)"
              .formatted(
                  MemoryNeed.text(maxHeap()), Math.round(need.heap() * 1.2 / MemoryNeed.MEBIBYTE)));
    }
    double free = free();
    if (need.process() > free) {
      throw need.refusal(
          MemoryNeed.text(need.process()) + " of memory",
          "this machine has %s free".formatted(MemoryNeed.text(free)));
    }
    return () -> {}; // it keeps no account
  }

  /** The most that Java's heap may have. */
  static double maxHeap() {
    return Runtime.getRuntime().maxMemory();
  }

  /** What is on the heap now and has survived a collection, or is large. */
  static double held() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && !pool.getName().contains("Eden"))
        .mapToDouble(pool -> pool.getUsage().getUsed())
        .sum();
  }

  /** Linux says what programs can have without swapping; elsewhere, all there is must do. */
  static double free() {
    return free(Path.of("/proc/meminfo"));
  }

  static double free(Path meminfo) {
    double total = Double.POSITIVE_INFINITY;
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      total = system.getTotalMemorySize(); // of the container, if there is one
    }
    try {
      return Math.min(
          total,
          Files.readAllLines(meminfo).stream()
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(total));
    } catch (IOException e) {
      return total;
    }
  }
}

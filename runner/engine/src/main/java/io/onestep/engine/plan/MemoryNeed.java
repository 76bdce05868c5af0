package io.onestep.engine.plan;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.InsufficientResourcesException;
import io.onestep.engine.spec.DataDraw;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The memory that this process needs at most during a run.
 *
 * @param heap the need of Java's heap, in bytes, with what is on it already
 * @param held what was on the heap when this was estimated, whoever put it there, in bytes
 * @param process the need of the whole process, in bytes
 * @param workers the number of trials at a time
 * @param most the point whose trials need most
 * @param largest the point with the largest matrix, which may be another
 */
public record MemoryNeed(
    double heap, double held, double process, int workers, PointNeed most, PointNeed largest) {
  /** What the process needs beside its heap: classes, compiled code, OpenBLAS's buffers. */
  private static final double BESIDE_THE_HEAP = 120 * 1e6;

  /** And what it needs there if there are predictions. */
  private static final double CODE_OF_PREDICTIONS = 50 * 1e6;

  /** What the JVM takes for what stays on the heap: its regions are not filled to the last byte. */
  private static final double ROOM = 1.08;

  /** What a trial leaves behind, and each of its predictions; those with averages leave more. */
  private static final double LEFT_BY_TRIAL = 2 * 1e6;

  private static final double LEFT_BY_PREDICTION = 1.5 * 1e6;

  /**
   * So much of what trials leave behind may lie around at most: a program that wants to need no
   * more than about what is estimated here has the JVM collect it then. Left to itself, the JVM
   * often extends its heap first, in one run of a spec and not in the next, to twice the need and
   * more.
   */
  public static final long UNCOLLECTED = 100_000_000;

  /** What reading and checking the spec of a point leaves behind, before the first look. */
  private static final double LEFT_BY_POINT = 0.3 * 1e6;

  /** So many drawn sets of samples are kept if a later trial may use them again. */
  private static final int SETS_KEPT = 2;

  static final double MEBIBYTE = 1 << 20;

  /**
   * Estimates the need of a run, beyond what the process holds now (the images of a data set, say).
   *
   * @param experiment the experiment, whose files of data have been read
   * @param workers the number of trials that run in this process at a time
   * @param estimates what a trial needs at each point
   * @return the need
   */
  public static MemoryNeed of(Experiment experiment, int workers, List<Estimate> estimates) {
    MemoryNeed need = of(experiment, workers, estimates, MachineMemory.held());
    if (need.heap <= MachineMemory.maxHeap() && need.process <= MachineMemory.free()) {
      return need;
    }
    // It may be that garbage counts as held. If all is well nothing is collected: after a long
    // pause the JVM extends its heap by far more than a run needs.
    System.gc();
    return of(experiment, workers, estimates, MachineMemory.held());
  }

  private static MemoryNeed of(
      Experiment experiment, int workers, List<Estimate> estimates, double held) {
    List<PointNeed> needs =
        experiment.points().stream()
            .map(point -> new PointNeed(point, estimates.get(point.index())))
            .sorted(Comparator.comparingDouble(PointNeed::bytes).reversed())
            .toList();
    int tasks = needs.size() * experiment.spec().trials();
    int busy = Math.min(workers, tasks);
    // The executor begins with the largest, and their matrices are used again by the others.
    List<Estimate> largest =
        needs.stream()
            .flatMap(need -> Collections.nCopies(experiment.spec().trials(), need).stream())
            .map(PointNeed::estimate)
            .limit(Math.max(busy, SETS_KEPT))
            .toList();
    DataDraw draw = experiment.spec().dataDraw();
    int draws = draws(experiment);
    int sets = Math.min(draws, draw == DataDraw.TRIAL ? busy : Math.max(busy, SETS_KEPT));
    double samples = largest.stream().limit(sets).mapToDouble(Estimate::data).sum();
    double matrices = largest.stream().limit(busy).mapToDouble(Estimate::trial).sum();
    double live = held + samples + matrices;
    double heap = live + UNCOLLECTED;
    double garbage =
        Math.max(Math.min(left(experiment), UNCOLLECTED), needs.size() * LEFT_BY_POINT);
    double size = Math.min(ROOM * live + garbage, MachineMemory.maxHeap());
    double code = experiment.spec().theory().isPresent() ? CODE_OF_PREDICTIONS : 0;
    return new MemoryNeed(
        heap,
        held,
        Math.max(heap, size) + BESIDE_THE_HEAP + code,
        busy,
        needs.get(0),
        Collections.max(needs, Comparator.comparingDouble(PointNeed::elements)));
  }

  /**
   * A point with what its trials need.
   *
   * @param point the point
   * @param estimate what a trial needs there
   */
  public record PointNeed(Point point, Estimate estimate) {
    private double bytes() {
      return estimate.data() + estimate.trial();
    }

    private double elements() {
      return estimate.largest().elements();
    }

    private String place() {
      return " at point %d (n = %d, k = %d, m = %d, m1 = %d, m_test = %d)"
          .formatted(
              point.index(),
              point.sizes().n(),
              point.sizes().k(),
              point.sizes().m(),
              point.sizes().m1(),
              point.sizes().mTest());
    }
  }

  /** What a run leaves behind, all in all. */
  private static double left(Experiment experiment) {
    double left = 0;
    for (Point point : experiment.points()) {
      ExperimentSpec spec = point.spec();
      int predictions =
          spec.theory().isPresent() ? spec.activations().size() * spec.models().size() : 0;
      left += spec.trials() * (LEFT_BY_TRIAL + predictions * LEFT_BY_PREDICTION);
    }
    return left;
  }

  /** Returns how often data are drawn. */
  private static int draws(Experiment experiment) {
    return switch (experiment.spec().dataDraw()) {
      case TRIAL -> experiment.points().size() * experiment.spec().trials();
      case POINT -> experiment.points().size();
      case RUN -> (int) experiment.points().stream().map(Point::dataParts).distinct().count();
    };
  }

  /**
   * Returns what the run itself needs of Java's heap.
   *
   * @return the need beside what was on the heap already, in bytes
   */
  public double run() {
    return heap - held;
  }

  /**
   * Makes sure that no matrix has more elements than an array of Java.
   *
   * @throws InsufficientResourcesException if one has; says what would need less
   */
  public void requirePossible() {
    Estimate.Part matrix = largest.estimate().largest();
    if (matrix.elements() > Matrix.MOST_ELEMENTS) {
      throw new InsufficientResourcesException(
          "%s would have %.3g elements%s, more than the %.3g that a matrix can have; lower %s"
              .formatted(
                  matrix.description(),
                  matrix.elements(),
                  largest.place(),
                  (double) Matrix.MOST_ELEMENTS,
                  String.join(" or ", matrix.sizes())));
    }
  }

  /**
   * Says that the run can't have what it needs, and what would need less.
   *
   * @param amount what it needs too much of, for example {@code "1.3 GiB of heap"}
   * @param limit what there is instead, for example {@code "a run may have 1.0 GiB here"}
   * @return the refusal, to be thrown
   */
  public InsufficientResourcesException refusal(String amount, String limit) {
    return new InsufficientResourcesException(
        "the run needs about %s%s with %s at a time, but %s; %s"
            .formatted(
                amount,
                most.place(),
                workers == 1 ? "1 trial" : workers + " trials",
                limit,
                advice(most.estimate().most())));
  }

  private String advice(Estimate.Part part) {
    return "most of it is for %s, so lower %s%s"
        .formatted(
            part.description(),
            String.join(" or ", part.sizes()),
            workers > 1 ? ", or run fewer trials at a time (--threads)" : "");
  }

  /**
   * Writes an amount of memory for people.
   *
   * @param bytes the amount
   * @return for example {@code "1.3 GiB"}
   */
  public static String text(double bytes) {
    return bytes < 1000 * MEBIBYTE
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / MEBIBYTE)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / MEBIBYTE / 1024);
  }
}

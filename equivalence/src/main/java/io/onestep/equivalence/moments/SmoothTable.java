package io.onestep.equivalence.moments;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A smooth function of one variable with several values, computed at the Chebyshev points of panels
 * that are asked for, and interpolated between them. Not safe for threads.
 */
final class SmoothTable {
  /** The points of a panel. */
  static final int NODES = 16;

  private static final ChebyshevPoints POINTS = ChebyshevPoints.of(0, 1, NODES);

  private final double length;
  private final Function<double[], double[][]> function;
  private final Map<Long, double[][]> panels = new HashMap<>();

  /**
   * Creates a table.
   *
   * @param length the length of a panel, positive
   * @param function the values at each of some points
   */
  SmoothTable(double length, Function<double[], double[][]> function) {
    this.length = length;
    this.function = function;
  }

  /**
   * Interpolates.
   *
   * @param x a point
   * @return the function's values there
   */
  double[] at(double x) {
    long panel = (long) Math.floor(x / length);
    double[][] table = panels.computeIfAbsent(panel, p -> function.apply(points(p)));
    double t = 2 * (x / length - panel) - 1;
    double[] values = new double[table[0].length];
    POINTS.interpolate(table, t, values);
    return values;
  }

  private double[] points(long panel) {
    double[] points = new double[NODES];
    for (int j = 0; j < NODES; j++) {
      points[j] = length * (panel + (1 + POINTS.nodes()[j]) / 2);
    }
    return points;
  }
}

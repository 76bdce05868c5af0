package io.onestep.runner.figure;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Where the cells of a map begin and end along one of its axes: halfway between neighbouring
 * values, as far beyond the outermost ones as on their other side.
 */
final class CellEdges {
  /** Values up to here, and down to its inverse, have edges that a double can be. */
  private static final double LARGEST_LOGARITHMIC = 1e150;

  /** Half of a single value's cell, in decades on a logarithmic axis. */
  private static final double HALF_OF_ONE = 0.5;

  /** Of a single value, so that the edges of a large one differ. */
  private static final double LEAST_SHARE = 1e-6;

  private final double[] values;
  private final double[] edges;
  private final boolean logarithmic;

  private CellEdges(double[] values, double[] edges, boolean logarithmic) {
    this.values = values;
    this.edges = edges;
    this.logarithmic = logarithmic;
  }

  /** Finds the edges; an axis that is to be logarithmic is linear if not all values fit on it. */
  static CellEdges of(DoubleStream coordinates, boolean logarithmic) {
    double[] values = coordinates.sorted().distinct().toArray();
    boolean fits = values[0] >= 1 / LARGEST_LOGARITHMIC;
    if (logarithmic && fits && values[values.length - 1] <= LARGEST_LOGARITHMIC) {
      double[] logarithms = map(values, Math::log10);
      return new CellEdges(
          values, map(between(logarithms, HALF_OF_ONE), log -> Math.pow(10, log)), true);
    }
    double half = Math.max(HALF_OF_ONE, LEAST_SHARE * Math.abs(values[0]));
    // At most half the largest double, so that the length of the axis is one, too.
    double most = Double.MAX_VALUE / 2;
    double[] edges = map(between(values, half), edge -> Math.max(-most, Math.min(most, edge)));
    return new CellEdges(values, edges, false);
  }

  private static double[] between(double[] values, double halfOfOne) {
    int last = values.length - 1;
    double[] edges = new double[values.length + 1];
    for (int i = 1; i <= last; i++) {
      edges[i] = values[i - 1] / 2 + values[i] / 2;
    }
    edges[0] = values[0] - (last == 0 ? halfOfOne : values[1] / 2 - values[0] / 2);
    edges[last + 1] =
        values[last] + (last == 0 ? halfOfOne : values[last] / 2 - values[last - 1] / 2);
    return edges;
  }

  private static double[] map(double[] numbers, DoubleUnaryOperator function) {
    return Arrays.stream(numbers).map(function).toArray();
  }

  boolean logarithmic() {
    return logarithmic;
  }

  /** The edge at which the axis begins. */
  double first() {
    return edges[0];
  }

  /** The edge at which the axis ends. */
  double last() {
    return edges[edges.length - 1];
  }

  /** The edge below one of the values. */
  double below(double value) {
    return edges[Arrays.binarySearch(values, value)];
  }

  /** The edge above one of the values. */
  double above(double value) {
    return edges[Arrays.binarySearch(values, value) + 1];
  }
}

package io.onestep.equivalence.moments;

import java.util.Arrays;

/**
 * Chebyshev points of the first kind with their barycentric weights: for functions of one variable
 * with several values.
 *
 * @param nodes the points
 * @param weights their weights
 */
record ChebyshevPoints(double[] nodes, double[] weights) {
  /** Arguments that are worked on at a time: few enough for the first-level cache. */
  private static final int BLOCK = 128;

  /** Returns so many points of an interval. */
  static ChebyshevPoints of(double centre, double half, int count) {
    double[] nodes = new double[count];
    double[] weights = new double[count];
    for (int j = 0; j < count; j++) {
      double angle = (2 * j + 1) * Math.PI / (2 * count);
      nodes[j] = centre + half * Math.cos(angle);
      weights[j] = (j % 2 == 0 ? 1 : -1) * Math.sin(angle);
    }
    return new ChebyshevPoints(nodes, weights);
  }

  /**
   * Interpolates.
   *
   * @param table the values at each point
   * @param x where
   * @param values overwritten with the values there
   */
  void interpolate(double[][] table, double x, double[] values) {
    Arrays.fill(values, 0);
    double sum = 0;
    for (int j = 0; j < nodes.length; j++) {
      double distance = x - nodes[j];
      if (distance == 0) {
        System.arraycopy(table[j], 0, values, 0, values.length);
        return;
      }
      double weight = weights[j] / distance;
      sum += weight;
      for (int q = 0; q < values.length; q++) {
        values[q] += weight * table[j][q];
      }
    }
    for (int q = 0; q < values.length; q++) {
      values[q] /= sum;
    }
  }

  /**
   * Interpolates at many arguments, value by value, which vectorises.
   *
   * @param table the values at each point
   * @param x where
   * @return for each value the interpolated numbers, one an argument
   */
  double[][] interpolate(double[][] table, double[] x) {
    double[][] values = new double[table[0].length][x.length];
    double[][] shares = new double[nodes.length][BLOCK];
    double[] sums = new double[BLOCK];
    for (int from = 0; from < x.length; from += BLOCK) {
      int size = Math.min(BLOCK, x.length - from);
      shares(x, from, size, shares, sums);
      for (int q = 0; q < values.length; q++) {
        for (int j = 0; j < nodes.length; j++) {
          add(table[j][q], shares[j], size, values[q], from);
        }
      }
    }
    return values;
  }

  /** Computes what the nodes' shares in arguments from one on are, of sum 1 each. */
  private void shares(double[] x, int from, int size, double[][] shares, double[] sums) {
    Arrays.fill(sums, 0);
    for (int j = 0; j < nodes.length; j++) {
      double node = nodes[j];
      double weight = weights[j];
      double[] share = shares[j];
      for (int i = 0; i < size; i++) {
        share[i] = weight / (x[from + i] - node);
        sums[i] += share[i];
      }
    }
    for (int i = 0; i < size; i++) {
      if (Double.isInfinite(sums[i]) || Double.isNaN(sums[i])) {
        sums[i] = atNode(x[from + i], i, shares);
      }
    }
    for (double[] share : shares) {
      for (int i = 0; i < size; i++) {
        share[i] /= sums[i];
      }
    }
  }

  /** Gives all to the node that an argument is; returns the sum. */
  private double atNode(double x, int i, double[][] shares) {
    for (int j = 0; j < nodes.length; j++) {
      shares[j][i] = x == nodes[j] ? 1 : 0;
    }
    return 1;
  }

  private static void add(double factor, double[] share, int size, double[] values, int from) {
    for (int i = 0; i < size; i++) {
      values[from + i] += factor * share[i];
    }
  }
}

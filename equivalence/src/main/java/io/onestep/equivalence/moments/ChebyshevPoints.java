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
}

package io.onestep.equivalence.quadrature;

import java.util.Arrays;
import org.hipparchus.analysis.integration.gauss.LegendreRuleFactory;
import org.hipparchus.util.Pair;

/**
 * A quadrature rule for integrals over an interval: the interval is cut at the kinks of the
 * integrand and then into panels of at most a given length, with a Gauss-Legendre rule of 16 nodes
 * on each. Exact for what is on each panel a polynomial of degree 31; for functions that are
 * analytic within a panel's length of the panel, exact to rounding. Immutable.
 */
public final class PanelQuadrature {
  private static final int ORDER = 16;

  /** Nodes and weights for [-1, 1]. */
  private static final Pair<double[], double[]> PANEL = new LegendreRuleFactory().getRule(ORDER);

  private final double[] nodes;
  private final double[] weights;

  private PanelQuadrature(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /**
   * Returns the rule for functions with given kinks.
   *
   * @param from the lower end of the interval, finite
   * @param to the upper end, finite and greater
   * @param length the greatest length of a panel, more than 0
   * @param kinks the points where the functions are not smooth, in any order; those outside of the
   *     interval do not matter
   * @return the rule
   * @throws IllegalArgumentException if the interval is empty, the length is not positive or a kink
   *     is NaN
   */
  public static PanelQuadrature of(double from, double to, double length, double... kinks) {
    if (!(from < to && length > 0 && Double.isFinite(to - from))) {
      throw new IllegalArgumentException(
          "no panels of length " + length + " from " + from + " to " + to);
    }
    double[] ends = ends(from, to, kinks);
    int most = mostNodes(to - from, length, kinks.length);
    double[] nodes = new double[most];
    double[] weights = new double[most];
    int size = fill(ends, length, nodes, weights);
    return new PanelQuadrature(Arrays.copyOf(nodes, size), Arrays.copyOf(weights, size));
  }

  /** Returns where panels end in any case: at the ends of the interval and at kinks within. */
  static double[] ends(double from, double to, double... kinks) {
    double[] ends = new double[kinks.length + 2];
    ends[0] = from;
    ends[1] = to;
    int count = 2;
    for (double kink : kinks) {
      if (Double.isNaN(kink)) {
        throw new IllegalArgumentException("a kink is NaN");
      }
      if (kink > from && kink < to) {
        ends[count++] = kink;
      }
    }
    Arrays.sort(ends, 0, count);
    int distinct = 1;
    for (int i = 1; i < count; i++) {
      if (ends[i] != ends[distinct - 1]) {
        ends[distinct++] = ends[i];
      }
    }
    return Arrays.copyOf(ends, distinct);
  }

  /** Returns how many nodes a rule has at most. */
  static int mostNodes(double interval, double length, int kinks) {
    // Each part but one may have a panel more than its share.
    return ((int) Math.ceil(interval / length) + 1 + kinks) * ORDER;
  }

  /**
   * Writes a rule to arrays that are long enough.
   *
   * @return the number of its nodes
   */
  static int fill(double[] ends, double length, double[] nodes, double[] weights) {
    double[] points = PANEL.getFirst();
    double[] shares = PANEL.getSecond();
    int at = 0;
    for (int i = 0; i < ends.length - 1; i++) {
      int panels = (int) Math.ceil((ends[i + 1] - ends[i]) / length);
      double half = (ends[i + 1] - ends[i]) / panels / 2;
      for (int panel = 0; panel < panels; panel++) {
        double centre = ends[i] + (2 * panel + 1) * half;
        for (int j = 0; j < ORDER; j++, at++) {
          nodes[at] = centre + half * points[j];
          weights[at] = half * shares[j];
        }
      }
    }
    return at;
  }

  /**
   * Returns the nodes.
   *
   * @return a copy, ascending; no node is a kink
   */
  public double[] nodes() {
    return nodes.clone();
  }

  /**
   * Returns the weights.
   *
   * @return a copy, one positive weight for each node; their sum is the interval's length
   */
  public double[] weights() {
    return weights.clone();
  }
}

package io.onestep.equivalence.quadrature;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.integration.gauss.LegendreRuleFactory;
import org.hipparchus.util.Pair;

/**
 * A quadrature rule for integrals over an interval: the interval is cut at the kinks of the
 * integrand and then into panels of at most a given length, with a Gauss-Legendre rule of 16 nodes
 * on each. Exact for what is on each panel a polynomial of degree 31; for functions that are
 * analytic within a panel's length of the panel, exact to rounding. Immutable.
 */
public final class PanelQuadrature {
  /** Nodes and weights for [-1, 1]. */
  private static final Pair<double[], double[]> PANEL = new LegendreRuleFactory().getRule(16);

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
    if (Arrays.stream(kinks).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("a kink is NaN");
    }
    double[] cuts =
        DoubleStream.concat(DoubleStream.of(from, to), Arrays.stream(kinks))
            .filter(cut -> cut >= from && cut <= to)
            .sorted()
            .distinct()
            .toArray();
    int[] panels = new int[cuts.length - 1];
    for (int i = 0; i < panels.length; i++) {
      panels[i] = (int) Math.ceil((cuts[i + 1] - cuts[i]) / length);
    }
    double[] points = PANEL.getFirst();
    int order = points.length;
    double[] nodes = new double[Arrays.stream(panels).sum() * order];
    double[] weights = new double[nodes.length];
    int at = 0;
    for (int i = 0; i < panels.length; i++) {
      double half = (cuts[i + 1] - cuts[i]) / panels[i] / 2;
      for (int panel = 0; panel < panels[i]; panel++) {
        double centre = cuts[i] + (2 * panel + 1) * half;
        for (int j = 0; j < order; j++, at++) {
          nodes[at] = centre + half * points[j];
          weights[at] = half * PANEL.getSecond()[j];
        }
      }
    }
    return new PanelQuadrature(nodes, weights);
  }

  /**
   * Returns a node.
   *
   * @param i its index, from 0
   * @return the node
   */
  public double node(int i) {
    return nodes[i];
  }

  /**
   * Returns the nodes.
   *
   * @return a copy, ascending; no node is a kink
   */
  public double[] nodes() {
    return nodes.clone();
  }

  double weight(int i) {
    return weights[i];
  }

  int size() {
    return nodes.length;
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

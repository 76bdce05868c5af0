package io.onestep.equivalence.quadrature;

import io.onestep.api.component.Range;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * A quadrature rule for expectations E[g(z)], z ~ N(0, 1): the interval [-13, 13] is cut at the
 * kinks of g and then into panels no longer than the resolution, with a Gauss-Legendre rule of 16
 * nodes on each.
 *
 * <p>If g is, between its kinks, the restriction of a function that is analytic within the
 * resolution of the real line and does not grow faster than |z|^40, then the error is at most 1e-14
 * E|g(z)|, which is rounding. What lies outside of [-13, 13], where the normal density is below
 * 1e-37, is left out.
 *
 * <p>Immutable; nodes and weights are computed once and serve any number of functions with the same
 * kinks.
 */
public final class GaussianQuadrature {
  private static final double REACH = 13;
  private static final Range RESOLUTION = Range.parse("[1e-4, inf)");
  private static final GaussIntegrator PANEL = new GaussIntegratorFactory().legendre(16);

  private final double[] nodes;
  private final double[] weights;

  private GaussianQuadrature(double[] nodes, double[] weights) {
    this.nodes = nodes;
    this.weights = weights;
  }

  /**
   * Returns the rule for functions with given kinks.
   *
   * @param resolution the length over which the functions vary, at least 1e-4; panels are never
   *     longer than 1, since the normal density varies too
   * @param kinks the points where the functions are not smooth, in any order; those outside of
   *     [-13, 13] do not matter
   * @return the rule
   * @throws IllegalArgumentException if a kink is NaN or the resolution out of its range
   */
  public static GaussianQuadrature of(double resolution, double... kinks) {
    RESOLUTION.require("resolution", resolution);
    if (Arrays.stream(kinks).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException("a kink is NaN");
    }
    double[] cuts =
        DoubleStream.concat(DoubleStream.of(-REACH, REACH), Arrays.stream(kinks))
            .filter(cut -> Math.abs(cut) <= REACH)
            .sorted()
            .distinct()
            .toArray();
    int[] panels = new int[cuts.length - 1];
    for (int i = 0; i < panels.length; i++) {
      panels[i] = (int) Math.ceil((cuts[i + 1] - cuts[i]) / Math.min(1, resolution));
    }
    int order = PANEL.getNumberOfPoints();
    double[] nodes = new double[Arrays.stream(panels).sum() * order];
    double[] weights = new double[nodes.length];
    int at = 0;
    for (int i = 0; i < panels.length; i++) {
      double half = (cuts[i + 1] - cuts[i]) / panels[i] / 2;
      for (int panel = 0; panel < panels[i]; panel++) {
        double centre = cuts[i] + (2 * panel + 1) * half;
        for (int j = 0; j < order; j++, at++) {
          nodes[at] = centre + half * PANEL.getPoint(j);
          weights[at] =
              half
                  * PANEL.getWeight(j)
                  * Math.exp(-nodes[at] * nodes[at] / 2)
                  / Math.sqrt(2 * Math.PI);
        }
      }
    }
    return new GaussianQuadrature(nodes, weights);
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
   * Returns the weights, the normal density included.
   *
   * @return a copy, one positive weight for each node; their sum is 1 to rounding
   */
  public double[] weights() {
    return weights.clone();
  }

  /**
   * Returns the expectation of a function.
   *
   * @param g the function
   * @return E[g(z)]
   */
  public double expectation(DoubleUnaryOperator g) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * g.applyAsDouble(nodes[i]);
    }
    return sum;
  }
}

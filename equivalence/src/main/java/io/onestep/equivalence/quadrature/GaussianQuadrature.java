package io.onestep.equivalence.quadrature;

import io.onestep.api.parameter.Range;
import java.util.function.DoubleUnaryOperator;

/**
 * A quadrature rule for expectations E[g(z)], z ~ N(0, 1): a {@link PanelQuadrature} of [-13, 13]
 * whose panels are no longer than the resolution.
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
    PanelQuadrature panels = PanelQuadrature.of(-REACH, REACH, Math.min(1, resolution), kinks);
    double[] nodes = panels.nodes();
    double[] weights = panels.weights();
    for (int i = 0; i < nodes.length; i++) {
      weights[i] *= Math.exp(-nodes[i] * nodes[i] / 2) / Math.sqrt(2 * Math.PI);
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

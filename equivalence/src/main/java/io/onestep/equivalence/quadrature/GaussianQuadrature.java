package io.onestep.equivalence.quadrature;

import io.onestep.api.parameter.Range;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

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

  /** Scales above which panels are graded: shorter ones everywhere would be too many. */
  private static final double STEEP = 16;

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
    int most = mostNodes(resolution, kinks.length);
    double[] nodes = new double[most];
    double[] weights = new double[most];
    int size = fill(resolution, kinks, nodes, weights);
    return new GaussianQuadrature(Arrays.copyOf(nodes, size), Arrays.copyOf(weights, size));
  }

  /**
   * Returns how many nodes a rule has at most.
   *
   * @param resolution the resolution, as in {@link #of}
   * @param kinks the number of kinks
   * @return a length that is enough for {@link #fill}
   * @throws IllegalArgumentException if the resolution is out of its range
   */
  public static int mostNodes(double resolution, int kinks) {
    RESOLUTION.require("resolution", resolution);
    return PanelQuadrature.mostNodes(2 * REACH, Math.min(1, resolution), kinks);
  }

  /**
   * Writes the rule of {@link #of} to arrays, for those who need a rule for each of many neurons.
   *
   * @param resolution as in {@link #of}
   * @param kinks as in {@link #of}
   * @param nodes overwritten with the nodes, from the first element on
   * @param weights overwritten with their weights
   * @return the number of nodes
   * @throws IllegalArgumentException as by {@link #of}
   */
  public static int fill(double resolution, double[] kinks, double[] nodes, double[] weights) {
    RESOLUTION.require("resolution", resolution);
    double[] ends = PanelQuadrature.ends(-REACH, REACH, kinks);
    int size = PanelQuadrature.fill(ends, Math.min(1, resolution), nodes, weights);
    for (int i = 0; i < size; i++) {
      double z = nodes[i];
      weights[i] *= Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
    return size;
  }

  /**
   * Returns where a rule for an activation of a normal variable, g(z) = sigma(mean + scale z), has
   * to be cut: at the activation's kinks and, if the scale is above 16, at points that are denser
   * towards the place where the argument is 0. A saturating activation is there a narrow step,
   * which panels of a bearable number miss.
   *
   * @param mean the mean of the argument
   * @param scale its standard deviation, positive
   * @param kinks the points where the activation is not smooth
   * @return kinks for {@link #of}, to be taken with {@link #resolution} or less
   */
  public static double[] cuts(double mean, double scale, double... kinks) {
    double[] cuts = Arrays.stream(kinks).map(u -> (u - mean) / scale).toArray();
    if (!(scale > STEEP) || !Double.isFinite(scale)) {
      return cuts;
    }
    double zero = -mean / scale;
    DoubleStream.Builder all = DoubleStream.builder().add(zero);
    for (double distance = 1 / scale; distance < 1; distance *= 2) {
      all.add(zero - distance).add(zero + distance);
    }
    return DoubleStream.concat(Arrays.stream(cuts), all.build()).toArray();
  }

  /**
   * Returns the resolution with which an activation of a normal variable is integrated, between its
   * {@link #cuts}. What varies on lengths of 1 of its argument is resolved everywhere for scales up
   * to 16; beyond, where the argument is within a few of 0, as of what saturates or grows like a
   * power; activations that go on oscillating are not resolved there.
   *
   * @param scale the standard deviation of the activation's argument, positive
   * @return a power of 2, at most 1: scales that are close share a rule
   */
  public static double resolution(double scale) {
    return scale > STEEP ? 1 : Math.pow(2, -Math.ceil(Math.max(0, Math.log(scale) / Math.log(2))));
  }

  /**
   * Returns the number of nodes.
   *
   * @return at least 1
   */
  public int size() {
    return weights.length;
  }

  /**
   * Returns a node.
   *
   * @param i its index, from 0
   * @return the node; nodes ascend, and none is a kink
   */
  public double node(int i) {
    return nodes[i];
  }

  /**
   * Returns the weight of a node, the normal density included.
   *
   * @param i the node's index, from 0
   * @return a positive number
   */
  public double weight(int i) {
    return weights[i];
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
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * g.applyAsDouble(nodes[i]);
    }
    return sum;
  }
}

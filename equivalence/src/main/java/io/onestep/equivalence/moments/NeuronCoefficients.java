package io.onestep.equivalence.moments;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.NumericalException;
import io.onestep.equivalence.quadrature.GaussianQuadrature;
import java.util.Arrays;

/**
 * The Hermite coefficients of an activation of each neuron's pre-activation: {@code a_q(i) =
 * E[g(m_i + s_i z) He_q(z)] / sqrt(q!)}, z ~ N(0, 1).
 *
 * @param a the coefficients: for each neuron a_0, a_1, ..., up to the degree
 * @param square E[g(m_i + s_i z)^2] for each neuron
 */
public record NeuronCoefficients(double[][] a, double[] square) {
  /** The highest degree that is ever asked for. */
  static final int LARGEST_DEGREE = 160;

  private static final double[] ROOTS = new double[LARGEST_DEGREE + 2];
  private static final double[] INVERSE_ROOTS = new double[LARGEST_DEGREE + 2];

  static {
    for (int q = 0; q < ROOTS.length; q++) {
      ROOTS[q] = Math.sqrt(q);
      INVERSE_ROOTS[q] = 1 / Math.sqrt(q);
    }
  }

  /** From so many neurons on a table over the deviations s is faster than a quadrature each. */
  private static final int FEW = 64;

  /** The most nodes of the table: the coefficients are analytic in log s. */
  private static final int MOST_NODES = 28;

  private static final double TABLE_TOLERANCE = 1e-11;

  /** Degrees from which on Hermite polynomials vary faster than panels of length 1 resolve. */
  private static final int SMOOTH_DEGREE = 20;

  /** Nodes that are worked on at a time: few enough for the first-level cache. */
  private static final int BLOCK = 256;

  /**
   * Computes coefficients, to about 1e-11 of sqrt(E g^2).
   *
   * @param activation the activation g
   * @param means the means m_i of the pre-activations
   * @param scales their standard deviations s_i, positive
   * @param degree the highest q
   * @return the coefficients
   * @throws NumericalException if a mean, a deviation or E[g^2] is not finite
   */
  public static NeuronCoefficients of(
      Activation activation, double[] means, double[] scales, int degree) {
    double[][] values = byDegree(activation, means, scales, degree);
    double[][] a = new double[scales.length][degree + 1];
    for (int q = 0; q <= degree; q++) {
      for (int i = 0; i < a.length; i++) {
        a[i][q] = values[q][i];
      }
    }
    return new NeuronCoefficients(a, values[degree + 1]);
  }

  /**
   * Computes the same degree by degree, which suits work on many neurons.
   *
   * @param activation the activation g
   * @param means the means m_i of the pre-activations
   * @param scales their standard deviations s_i, positive
   * @param degree the highest q
   * @return a_0, a_1, ..., up to the degree, of all neurons each, and then E[g(m_i + s_i z)^2]
   * @throws NumericalException if a mean, a deviation or E[g^2] is not finite
   */
  public static double[][] byDegree(
      Activation activation, double[] means, double[] scales, int degree) {
    int k = scales.length;
    boolean centred = Arrays.stream(means).allMatch(m -> m == 0);
    if (centred && k > FEW) {
      double[][] tabulated = tabulated(activation, scales, degree);
      if (tabulated != null) {
        return tabulated;
      }
    }
    Integrator integrator = new Integrator(activation, degree);
    double[][] values = new double[degree + 2][k];
    for (int i = 0; i < k; i++) {
      double[] own = integrator.at(means[i], scales[i]);
      for (int q = 0; q < own.length; q++) {
        values[q][i] = own[q];
      }
    }
    return values;
  }

  /** Interpolates in log s; null if a check between the nodes fails. */
  private static double[][] tabulated(Activation activation, double[] scales, int degree) {
    double low = Math.log(Arrays.stream(scales).min().orElseThrow());
    double high = Math.log(Arrays.stream(scales).max().orElseThrow());
    if (!(high - low < 3)) {
      return null;
    }
    double half = Math.max(1e-3, (high - low) / 2);
    double centre = (high + low) / 2;
    // Of functions that are analytic for |Im log s| < pi/2 (s^2 in the right half plane), n nodes
    // leave about rho^-n, rho the sum of the semi-axes of the ellipse that fits; 4 more for what
    // grows within it.
    double axis = Math.PI / 2 / half;
    double rho = axis + Math.sqrt(1 + axis * axis);
    int few = 4 + (int) Math.ceil(-Math.log(TABLE_TOLERANCE) / Math.log(rho));
    Integrator integrator = new Integrator(activation, degree);
    double[][] result = null;
    if (few < MOST_NODES) {
      result = tabulated(integrator, scales, centre, half, few);
    }
    return result == null ? tabulated(integrator, scales, centre, half, MOST_NODES) : result;
  }

  private static double[][] tabulated(
      Integrator integrator, double[] scales, double centre, double half, int count) {
    int degree = integrator.degree;
    ChebyshevPoints points = ChebyshevPoints.of(centre, half, count);
    double[][] table = new double[count][];
    for (int j = 0; j < count; j++) {
      table[j] = integrator.at(0, Math.exp(points.nodes()[j]));
    }
    double[] interpolated = new double[degree + 2];
    for (double t : new double[] {-0.97, -0.52, 0.03, 0.61, 0.98}) {
      double x = centre + half * t;
      points.interpolate(table, x, interpolated);
      double[] exact = integrator.at(0, Math.exp(x));
      double size = exact[degree + 1];
      for (int q = 0; q <= degree; q++) {
        if (Math.abs(exact[q] - interpolated[q]) > TABLE_TOLERANCE * Math.sqrt(size)) {
          return null;
        }
      }
      if (Math.abs(size - interpolated[degree + 1]) > TABLE_TOLERANCE * size) {
        return null;
      }
    }
    return points.interpolate(table, Arrays.stream(scales).map(Math::log).toArray());
  }

  /** Integrates neuron by neuron; keeps the rule as long as cuts and scale allow. */
  private static final class Integrator {
    private final Activation activation;
    private final int degree;
    private final double[] kinks;
    private double[] ruleCuts = {Double.NaN};
    private double ruleResolution;
    private double[] nodes = {};
    private double[] weights = {};
    private int size;
    private double[] g = {};
    private final double[] z = new double[BLOCK];
    private final double[] weighted = new double[BLOCK];
    private double[] before = new double[BLOCK];
    private double[] he = new double[BLOCK];

    Integrator(Activation activation, int degree) {
      this.activation = activation;
      this.degree = degree;
      this.kinks = activation.kinks();
    }

    /** Returns a_0, ..., a_degree and E g^2. */
    double[] at(double mean, double scale) {
      if (!Double.isFinite(mean) || !Double.isFinite(scale)) {
        throw new NumericalException(
            "the argument of %s has mean %s and standard deviation %s: it is too large"
                .formatted(activation.label(), mean, scale));
      }
      double[] cuts = GaussianQuadrature.cuts(mean, scale, kinks);
      double resolution = GaussianQuadrature.resolution(scale) / (degree > SMOOTH_DEGREE ? 4 : 1);
      if (resolution != ruleResolution || !Arrays.equals(cuts, ruleCuts)) {
        int most = GaussianQuadrature.mostNodes(resolution, cuts.length);
        if (g.length < most) {
          nodes = new double[most];
          weights = new double[most];
          g = new double[most];
        }
        size = GaussianQuadrature.fill(resolution, cuts, nodes, weights);
        ruleCuts = cuts;
        ruleResolution = resolution;
      }
      for (int i = 0; i < size; i++) {
        g[i] = mean + scale * nodes[i];
      }
      activation.values(g, 0, size);
      double[] values = new double[degree + 2];
      for (int from = 0; from < size; from += BLOCK) {
        add(from, Math.min(BLOCK, size - from), values);
      }
      if (!Double.isFinite(values[degree + 1])) {
        throw new NumericalException(
            "E[g(u)^2] of the activation %s is not finite at mean %s and standard deviation %s"
                .formatted(activation.label(), mean, scale));
      }
      return values;
    }

    /** Adds what some nodes contribute; all of them degree by degree, which vectorises. */
    private void add(int from, int count, double[] values) {
      Arrays.fill(before, 0);
      Arrays.fill(he, 1); // He_q / sqrt(q!)
      double square = 0;
      for (int i = 0; i < count; i++) {
        z[i] = nodes[from + i];
        weighted[i] = weights[from + i] * g[from + i];
        square += weighted[i] * g[from + i];
      }
      values[degree + 1] += square;
      for (int q = 0; q <= degree; q++) {
        values[q] += product(count);
        double root = ROOTS[q];
        double inverse = INVERSE_ROOTS[q + 1];
        for (int i = 0; i < count; i++) {
          before[i] = (z[i] * he[i] - root * before[i]) * inverse;
        }
        double[] next = before;
        before = he;
        he = next;
      }
    }

    private double product(int count) {
      // Four sums, as one would wait for each addition.
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int i = 0;
      for (; i < count - 3; i += 4) {
        a += weighted[i] * he[i];
        b += weighted[i + 1] * he[i + 1];
        c += weighted[i + 2] * he[i + 2];
        d += weighted[i + 3] * he[i + 3];
      }
      for (; i < count; i++) {
        a += weighted[i] * he[i];
      }
      return a + b + c + d;
    }
  }
}

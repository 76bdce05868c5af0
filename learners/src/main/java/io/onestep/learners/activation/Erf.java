package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.PairMoment;
import java.util.Optional;

/**
 * The error function erf(u) = (2/sqrt(pi)) int_0^u exp(-t^2) dt, from a table of Taylor
 * polynomials.
 *
 * <p>The Taylor polynomial of degree 9 about the nearest multiple of 1/16 is evaluated, at most
 * 1/32 from its centre; by Cramer's bound on the Hermite polynomials its remainder is below 4e-18.
 * The polynomials are made when the class is loaded: the constant terms by Hipparchus, the others
 * by the recursion of the derivatives of exp(-x^2). Hipparchus's own erf takes some thirty times as
 * long.
 *
 * <p>Accuracy: a relative error of at most 9e-16 (8 ulp) and an absolute one of at most 5e-16, also
 * near 0. The derivative (2/sqrt(pi)) exp(-u^2) has an absolute error of at most 3e-16; its
 * relative error grows as u^2 times 1.1e-16.
 */
final class Erf implements Activation {
  /** From here on 1 - erf is 0. */
  private static final int LARGEST = 28;

  private static final int NODES_PER_UNIT = 16;
  private static final int NODES = LARGEST * NODES_PER_UNIT + 1;
  private static final int DEGREE = 9;
  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  private static final double[] ERF = new double[NODES];
  private static final double[] ERFC = new double[NODES];

  /** For each node its coefficients of t, t^2, ..., t^9. */
  private static final double[] TAYLOR = new double[NODES * DEGREE];

  static {
    for (int node = 0; node < NODES; node++) {
      double x = (double) node / NODES_PER_UNIT;
      ERF[node] = org.hipparchus.special.Erf.erf(x);
      ERFC[node] = org.hipparchus.special.Erf.erfc(x);
      // Taylor coefficients e_i of exp(-(x + t)^2): (i + 1) e_(i+1) = -2 (x e_i + e_(i-1)).
      double previous = 0;
      double e = Math.exp(-x * x);
      for (int i = 0; i < DEGREE; i++) {
        TAYLOR[node * DEGREE + i] = TWO_OVER_ROOT_PI * e / (i + 1);
        double next = -2 * (x * e + previous) / (i + 1);
        previous = e;
        e = next;
      }
    }
  }

  @Override
  public String label() {
    return "erf";
  }

  @Override
  public double value(double u) {
    return erf(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = erf(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  /** The arc-sine kernel (Williams, 1997). */
  @Override
  public Optional<PairMoment> pairMoment() {
    return Optional.of(
        (s1, s2, p) ->
            2
                / Math.PI
                * Math.asin(2 * s1 * s2 * p / Math.sqrt((1 + 2 * s1 * s1) * (1 + 2 * s2 * s2))));
  }

  private static double erf(double u) {
    double x = Math.min(LARGEST, Math.abs(u));
    int node = node(x);
    return Math.copySign(ERF[node] + increment(node, x), u);
  }

  /** Returns 1 - erf(u) for u at least 0, with little error where it is small. */
  static double erfc(double u) {
    double x = Math.min(LARGEST, u);
    int node = node(x);
    return ERFC[node] - increment(node, x);
  }

  private static int node(double x) {
    return (int) (x * NODES_PER_UNIT + 0.5);
  }

  /** Returns erf(x) - erf(the node). */
  private static double increment(int node, double x) {
    double t = x - node * (1.0 / NODES_PER_UNIT);
    int first = node * DEGREE;
    double sum = TAYLOR[first + DEGREE - 1];
    for (int i = DEGREE - 2; i >= 0; i--) {
      sum = sum * t + TAYLOR[first + i];
    }
    return sum * t;
  }

  private static double slope(double u) {
    return TWO_OVER_ROOT_PI * Math.exp(-u * u);
  }
}

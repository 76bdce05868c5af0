package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;

/**
 * u/(1 + exp(-u)), also called swish.
 *
 * <p>With y = |u| and q = 1/(1 + exp(y)) = exp(-y)/(1 + exp(-y)) it is max(u, 0) - y q, and its
 * derivative q (1 - y (1 - q)) for u up to 0, one minus that for positive u.
 *
 * <p>Accuracy: a relative error of at most 5e-16 (4 ulp), for negative u too (down to -708, from
 * where exp(u) is subnormal). The derivative has an absolute error of at most 3e-16.
 */
final class Silu implements Activation {
  /** From here on exp(-y) is 0; it keeps y q from being infinity times 0. */
  private static final double FAR = 750;

  @Override
  public String label() {
    return "silu";
  }

  @Override
  public double value(double u) {
    return silu(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = silu(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  private static double silu(double u) {
    double y = Math.min(FAR, Math.abs(u));
    return Math.max(u, 0) - y * lowerTail(y);
  }

  private static double lowerTail(double y) {
    double e = Math.exp(-y);
    return e / (1 + e);
  }

  private static double slope(double u) {
    double y = Math.min(FAR, Math.abs(u));
    double q = lowerTail(y);
    double left = q * (1 - y * (1 - q));
    return u > 0 ? 1 - left : left;
  }
}

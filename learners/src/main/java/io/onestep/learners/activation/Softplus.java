package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;

/**
 * log(1 + exp(u)) = max(u, 0) + log(1 + e) with e = exp(-|u|), so that nothing overflows.
 *
 * <p>Kahan's form of log(1 + e), log(w) e/(w - 1) with w the rounded 1 + e, keeps the digits of a
 * small e; it is several times faster than the library's log1p.
 *
 * <p>Accuracy: a relative error of at most 5e-16 (4 ulp), for negative u too (down to -708, from
 * where exp(u) is subnormal). The derivative is the {@link Sigmoid}, with its absolute accuracy.
 */
final class Softplus implements Activation {
  @Override
  public String label() {
    return "softplus";
  }

  @Override
  public double value(double u) {
    return softplus(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = softplus(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  private static double softplus(double u) {
    double e = Math.exp(-Math.abs(u));
    double w = 1 + e;
    return Math.max(u, 0) + (w == 1 ? e : Math.log(w) * (e / (w - 1)));
  }

  private static double slope(double u) {
    return Sigmoid.sigmoid(u);
  }
}

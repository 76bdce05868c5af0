package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;

/**
 * u Phi(u), Phi the standard normal distribution function (not its tanh approximation).
 *
 * <p>With Q(y) = Phi(-y) = (1 - erf(y/sqrt 2))/2 and y = |u| it is max(u, 0) - y Q(y), and its
 * derivative Q(y) - y phi(y) for u up to 0, one minus that for positive u; erf is that of {@link
 * Erf}.
 *
 * <p>Accuracy: an absolute error of at most 3e-16 for u up to 0, where the relative accuracy is
 * lost as u Phi(u) vanishes, and a relative error of at most 4e-16 for positive u. The derivative
 * has an absolute error of at most 4e-16.
 */
final class Gelu implements Activation {
  /** From here on Q(y) and y phi(y) are 0; it keeps y Q(y) from being infinity times 0. */
  private static final double FAR = 40;

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public String label() {
    return "gelu";
  }

  @Override
  public double value(double u) {
    return gelu(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = gelu(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  private static double gelu(double u) {
    double y = Math.min(FAR, Math.abs(u));
    return Math.max(u, 0) - y * upperTail(y);
  }

  private static double upperTail(double y) {
    return 0.5 * Erf.erfc(y * ROOT_HALF);
  }

  private static double slope(double u) {
    double y = Math.min(FAR, Math.abs(u));
    double left = upperTail(y) - y * DENSITY_AT_ZERO * Math.exp(-0.5 * y * y);
    return u > 0 ? 1 - left : left;
  }
}

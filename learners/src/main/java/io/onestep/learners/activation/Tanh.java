package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;

/**
 * tanh(u) as one branch-free rational expression, which the virtual machine vectorises.
 *
 * <p>Lambert's continued fraction x/(1 + x^2/(3 + x^2/(5 + ...))) down to the 11 gives tanh(u/16) =
 * N/D; four times the double-angle formula tanh(2x) = 2ND/(D^2 + N^2) leads to tanh(u) with a
 * single division at the end. From |u| = 20 on, tanh(u) is 1 to within 1e-17, and u is clamped.
 *
 * <p>Accuracy: a relative error of at most 1.1e-15 (8 ulp) and an absolute one of at most 6e-16
 * (also near 0: tanh(u) = u for tiny u). The derivative (1 - tanh u)(1 + tanh u) has an absolute
 * error of at most 1.2e-15; where tanh(u) rounds to 1, it is 0. |tanh(u)| never exceeds 1, so the
 * derivative is never negative.
 */
final class Tanh implements Activation {
  @Override
  public String label() {
    return "tanh";
  }

  @Override
  public double value(double u) {
    return tanh(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = tanh(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  /** Returns tanh(u), see the class. */
  static double tanh(double u) {
    double v = Math.max(-20, Math.min(20, u));
    double s = v * v * 0x1p-8;
    // The factor 1/16 of N's argument is in its coefficients: v / 16 would lose a tiny v's digits.
    double n = v * ((s * (21.0 / 16) + 1260.0 / 16) * s + 10395.0 / 16);
    double d = ((s + 210) * s + 4725) * s + 10395;
    double n2 = 2 * n * d;
    double d2 = d * d + n * n;
    double n4 = 2 * n2 * d2;
    double d4 = d2 * d2 + n2 * n2;
    double n8 = 2 * n4 * d4;
    double d8 = d4 * d4 + n4 * n4;
    double n16 = 2 * n8 * d8;
    double d16 = d8 * d8 + n8 * n8;
    // Rounding alone can make D < |N|.
    return n16 / Math.max(d16, Math.abs(n16));
  }

  private static double slope(double u) {
    double t = tanh(u);
    return (1 - t) * (1 + t);
  }
}

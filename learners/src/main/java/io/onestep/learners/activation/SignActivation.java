package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.PairMoment;
import java.util.Optional;

/** The sign of u, -1 or 1, exact; 0 at 0. The derivative is 0, at the jump too. */
final class SignActivation implements Activation {
  @Override
  public String label() {
    return "sign";
  }

  @Override
  public double value(double u) {
    return Sign.of(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = Sign.of(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  /** The arcsine law of orthants (Sheppard, 1899); 0 if a variance is 0. */
  @Override
  public Optional<PairMoment> pairMoment() {
    return Optional.of((s1, s2, p) -> s1 > 0 && s2 > 0 ? 2 / Math.PI * Math.asin(p) : 0);
  }

  /** Returns 0; NaN for NaN. */
  private static double slope(double u) {
    return Math.abs(0 * Sign.of(u));
  }
}

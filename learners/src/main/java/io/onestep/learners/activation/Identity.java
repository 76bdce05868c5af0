package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.PairMoment;
import java.util.Optional;

/** u, exact. */
final class Identity implements Activation {
  @Override
  public String label() {
    return "identity";
  }

  @Override
  public double value(double u) {
    return same(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = same(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  @Override
  public Optional<PairMoment> pairMoment() {
    return Optional.of((s1, s2, p) -> s1 * s2 * p);
  }

  private static double same(double u) {
    return u;
  }

  private static double slope(double u) {
    return Double.isNaN(u) ? u : 1;
  }
}

package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.PairMoment;
import java.util.Optional;

/** max(u, 0), exact; the derivative at 0 is 0. */
final class Relu implements Activation {
  @Override
  public String label() {
    return "relu";
  }

  @Override
  public double value(double u) {
    return rectify(u);
  }

  @Override
  public double derivative(double u) {
    return slope(u);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = rectify(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = slope(u[i]);
    }
  }

  @Override
  public void values(float[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = Math.max(u[i], 0);
    }
  }

  @Override
  public void derivatives(float[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = Math.max(Sign.of(u[i]), 0);
    }
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  /** The arc-cosine kernel of degree 1 (Cho and Saul, 2009). */
  @Override
  public Optional<PairMoment> pairMoment() {
    return Optional.of((s1, s2, p) -> s1 * s2 * ArcCosine.of(p));
  }

  private static double rectify(double u) {
    return Math.max(u, 0);
  }

  /** Returns 1 for positive u, else 0; NaN for NaN. */
  static double slope(double u) {
    return Math.max(Sign.of(u), 0);
  }
}

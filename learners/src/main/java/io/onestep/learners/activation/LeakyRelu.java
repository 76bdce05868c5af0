package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.PairMoment;
import java.util.Optional;

/**
 * max(u, slope u), correctly rounded; the derivative at 0 is the slope.
 *
 * @param slope the slope for negative u, in (0, 1)
 */
record LeakyRelu(double slope) implements Activation {
  private static final double DEFAULT_SLOPE = 0.01;

  @Override
  public String label() {
    return slope == DEFAULT_SLOPE ? "leaky-relu" : "leaky-relu(" + slope + ")";
  }

  @Override
  public double value(double u) {
    return Math.max(u, slope * u);
  }

  @Override
  public double derivative(double u) {
    double step = Relu.slope(u);
    return step + slope * (1 - step);
  }

  @Override
  public void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = value(u[i]);
    }
  }

  @Override
  public void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = derivative(u[i]);
    }
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  /** From max(u, slope u) = (1 - slope) max(u, 0) + slope u and E[max(z_1, 0) z_2] = p/2. */
  @Override
  public Optional<PairMoment> pairMoment() {
    return Optional.of(
        (s1, s2, p) -> s1 * s2 * ((1 - slope) * (1 - slope) * ArcCosine.of(p) + slope * p));
  }
}

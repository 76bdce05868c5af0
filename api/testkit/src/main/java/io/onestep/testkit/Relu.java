package io.onestep.testkit;

import io.onestep.api.activation.Activation;

/** max(0, u). */
final class Relu implements Activation {
  @Override
  public String label() {
    return "relu";
  }

  @Override
  public double value(double u) {
    return Math.max(0, u);
  }

  @Override
  public double derivative(double u) {
    return u > 0 ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }
}

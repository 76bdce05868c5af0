package org.example.robust;

import io.onestep.api.activation.Activation;

/**
 * sigma(u) = max(-width, min(width, u)).
 *
 * @param width where the activation begins to be constant, more than 0
 */
record HardTanh(double width) implements Activation {
  @Override
  public String label() {
    return width == 1 ? "hard-tanh" : "hard-tanh(" + width + ")";
  }

  @Override
  public double value(double u) {
    return Math.max(-width, Math.min(width, u));
  }

  /** 1 between the kinks, 0 at them and outside. */
  @Override
  public double derivative(double u) {
    return Double.isNaN(u) ? u : Math.abs(u) < width ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {-width, width};
  }
}

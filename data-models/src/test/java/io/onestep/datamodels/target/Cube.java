package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;

/** The activation u^3. */
record Cube() implements Activation {
  @Override
  public String label() {
    return "cube";
  }

  @Override
  public double value(double u) {
    return u * u * u;
  }

  @Override
  public double derivative(double u) {
    return 3 * u * u;
  }
}

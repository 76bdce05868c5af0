package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;

/** An activation whose value and derivative each take one exponential. */
abstract class ExponentialActivation implements Activation {
  private final ExponentialKernel value;
  private final ExponentialKernel slope;

  ExponentialActivation(ExponentialKernel value, ExponentialKernel slope) {
    this.value = value;
    this.slope = slope;
  }

  @Override
  public final double value(double u) {
    return value.at(u);
  }

  @Override
  public final double derivative(double u) {
    return slope.at(u);
  }

  @Override
  public final void values(double[] u, int from, int to) {
    value.block(u, from, to);
  }

  @Override
  public final void derivatives(double[] u, int from, int to) {
    slope.block(u, from, to);
  }
}

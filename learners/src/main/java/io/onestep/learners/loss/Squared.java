package io.onestep.learners.loss;

import io.onestep.api.network.Loss;

/** (1/2)(y - y_hat)^2, whose derivative in y_hat is y_hat - y. */
public final class Squared implements Loss {
  /** Creates the loss. */
  public Squared() {}

  @Override
  public double value(double prediction, double y) {
    double residual = y - prediction;
    return residual * residual / 2;
  }

  @Override
  public double derivative(double prediction, double y) {
    return prediction - y;
  }
}

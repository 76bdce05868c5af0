package org.example.robust;

import io.onestep.api.network.Loss;

/**
 * The Huber loss of the residual r = y_hat - y: r^2/2 for |r| up to delta, delta |r| - delta^2/2
 * beyond (Huber 1964, Annals of Mathematical Statistics 35, 73-101).
 *
 * @param delta where the loss begins to be linear, more than 0
 */
record Huber(double delta) implements Loss {
  @Override
  public double value(double prediction, double y) {
    double r = Math.abs(prediction - y);
    return r <= delta ? r * r / 2 : delta * (r - delta / 2);
  }

  @Override
  public double derivative(double prediction, double y) {
    return Math.max(-delta, Math.min(delta, prediction - y));
  }
}

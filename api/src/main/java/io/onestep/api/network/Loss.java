package io.onestep.api.network;

/** A loss l(prediction, y), differentiable in the prediction. */
public interface Loss {
  /**
   * Returns the loss of a prediction.
   *
   * @param prediction the prediction y_hat
   * @param y the label
   * @return l(y_hat, y)
   */
  double value(double prediction, double y);

  /**
   * Returns the loss's derivative in the prediction.
   *
   * @param prediction the prediction y_hat
   * @param y the label
   * @return dl/dy_hat
   */
  double derivative(double prediction, double y);
}

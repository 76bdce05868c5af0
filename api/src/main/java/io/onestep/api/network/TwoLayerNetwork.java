package io.onestep.api.network;

import io.onestep.api.algebra.Matrix;

/**
 * The weights of a network y_hat(x) = (1/sqrt k) w^T sigma(F x).
 *
 * @param f the first layer F, k x n
 * @param w the second layer, k numbers
 */
public record TwoLayerNetwork(Matrix f, double[] w) {
  /** Validates that both layers have one width. */
  public TwoLayerNetwork {
    if (f.rows() != w.length) {
      throw new IllegalArgumentException(w.length + " readout weights for a first layer " + f);
    }
  }

  /**
   * Returns the hidden width.
   *
   * @return k
   */
  public int width() {
    return w.length;
  }
}

package io.onestep.api.network;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;

/** A training of the first layer that has been prepared for any activation. */
public interface Training {
  /**
   * Trains the first layer of the network with an activation.
   *
   * @param activation the network's activation sigma
   * @param trained takes the trained first layer F^ (k x n); overwritten, whatever it holds
   */
  void train(Activation activation, Matrix trained);
}

package io.onestep.api.network;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Sample;
import java.util.Objects;

/**
 * A network whose first layer has been trained.
 *
 * @param initial the network before training
 * @param f the trained first layer F^, k x n
 * @param activation the activation sigma
 * @param first the samples that the first layer was trained on
 */
public record TrainedNetwork(
    TwoLayerNetwork initial, Matrix f, Activation activation, Sample first) {
  /** Validates that training kept the first layer's size. */
  public TrainedNetwork {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(first, "first");
    if (f.rows() != initial.f().rows() || f.columns() != initial.f().columns()) {
      throw new IllegalArgumentException("training turned a " + initial.f() + " into a " + f);
    }
  }
}

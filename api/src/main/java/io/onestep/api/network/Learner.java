package io.onestep.api.network;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Sample;
import io.onestep.api.random.RandomStreams;
import java.util.OptionalDouble;

/** A way to train the first layer. */
public interface Learner {
  /**
   * Starts from an initial network, doing once what does not depend on the activation.
   *
   * @param initial the network at initialisation
   * @param first the samples to train on
   * @param algebra the linear algebra to use
   * @param streams the learner's randomness, if it needs any
   * @return the training, which several activations share
   */
  Training start(
      TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams);

  /**
   * Returns the learning rate eta of a learner that makes one step F^ = F + eta G along the
   * negative gradient G.
   *
   * @return eta, at least 0; by default empty, for any other training
   */
  default OptionalDouble learningRate() {
    return OptionalDouble.empty();
  }
}

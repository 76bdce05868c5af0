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
   * @param algebra the linear algebra to use; what is put in its room lasts as long as the training
   * @param streams the learner's randomness, if it needs any
   * @return the training, which several activations share
   */
  Training start(
      TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams);

  /**
   * Returns the learning rate if training is one full-batch gradient step for the squared loss,
   * which predictions that draw no first layer need to know.
   *
   * @return eta; by default none
   */
  default OptionalDouble stepSize() {
    return OptionalDouble.empty();
  }
}

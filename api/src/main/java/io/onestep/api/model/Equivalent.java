package io.onestep.api.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Population;
import io.onestep.api.network.TrainedNetwork;
import java.util.Optional;

/** A model of a trained network's features: the network itself or an equivalent of it. */
public interface Equivalent {
  /**
   * Returns the name under which results list the model.
   *
   * @return for example {@code "network"} or {@code "hermite-3"}
   */
  String label();

  /**
   * Refuses populations that there is no such model for. Called for the first trial of each point
   * before a run begins, so that this is said then. By default all populations will do.
   *
   * @param population the population of the inputs
   * @throws io.onestep.api.error.InvalidInputException if there is no such model for it
   */
  default void requireApplicable(Population population) {}

  /**
   * Returns the features of the model of a trained network.
   *
   * @param network the network after training
   * @param population the population of the inputs
   * @param algebra the linear algebra to use
   * @return the features
   */
  FeatureMap features(TrainedNetwork network, Population population, LinearAlgebra algebra);

  /**
   * Returns how the model's features depend on pre-activations, which predictions need to know.
   *
   * @param activation the network's activation
   * @param population the population of the inputs
   * @param spike the direction v that the first layer learned, of any norm, n numbers
   * @return the law; by default none
   */
  default Optional<FeatureLaw> law(Activation activation, Population population, double[] spike) {
    return Optional.empty();
  }
}

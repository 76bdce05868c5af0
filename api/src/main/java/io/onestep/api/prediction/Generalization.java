package io.onestep.api.prediction;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.model.Equivalent;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.setting.Sizes;
import java.util.List;

/** A way to compute the generalization errors of fitted readouts without a test sample. */
public interface Generalization {
  /**
   * Refuses models and labels that errors can't be computed for in this way. Called for each model
   * and activation of the first trial of each point before a run begins, so that this is said then.
   * By default all will do.
   *
   * @param model the model of a network's features
   * @param activation the network's activation
   * @param population the population of the inputs
   * @param labelling the rule for labels
   * @throws io.onestep.api.error.InvalidInputException if there are no such errors
   */
  default void requireApplicable(
      Equivalent model, Activation activation, Population population, Labelling labelling) {}

  /**
   * Computes generalization errors by component, (1/2) E[(y - w^T phi)^2 | c]. The mixture's error
   * is their mean, weighted with the components' probabilities.
   *
   * @param network the trained network
   * @param model the model of its features
   * @param population the population of the inputs
   * @param labelling the rule for labels
   * @param readouts the fitted weights of each readout, k numbers each
   * @param algebra the linear algebra to use
   * @return for each readout the error in each component of the population; NaN in one of weight 0
   * @throws io.onestep.api.error.InvalidInputException if {@link #requireApplicable} refuses them
   */
  double[][] errors(
      TrainedNetwork network,
      Equivalent model,
      Population population,
      Labelling labelling,
      List<double[]> readouts,
      LinearAlgebra algebra);

  /**
   * Returns the memory that the errors take beside what a trial has anyway. As it is here, it is
   * none: a way that makes large matrices of its own says so, that a run which can't fit is refused
   * before it begins. What takes k x k doubles or more is taken to make a matrix of that size.
   *
   * @param sizes the sizes of the trial
   * @return bytes, at least 0
   * @throws io.onestep.api.error.InsufficientResourcesException if a matrix would have more
   *     elements than {@link io.onestep.api.algebra.Matrix#MOST_ELEMENTS}; says what would need
   *     less
   */
  default double memory(Sizes sizes) {
    return 0;
  }
}

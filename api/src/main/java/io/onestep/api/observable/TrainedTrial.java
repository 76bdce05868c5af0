package io.onestep.api.observable;

import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A trial whose first layer has been trained with one of its activations.
 *
 * @param network the network, with the samples of its gradient step
 * @param stepSize the learning rate eta, if training was one step F^ = F + eta G for the squared
 *     loss
 * @param population the population of the inputs
 * @param labelling the rule for labels
 * @param train the samples that the readout is fitted on, independent of F^
 * @param sizes the sizes
 * @param scaling the scaling that the experiment means its data and its step to have
 */
public record TrainedTrial(
    TrainedNetwork network,
    OptionalDouble stepSize,
    Population population,
    Labelling labelling,
    Sample train,
    Sizes sizes,
    Scaling scaling) {
  /** Validates that all parts are there. */
  public TrainedTrial {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(stepSize, "stepSize");
    Objects.requireNonNull(population, "population");
    Objects.requireNonNull(labelling, "labelling");
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(scaling, "scaling");
  }
}

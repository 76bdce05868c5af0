package io.onestep.api.prediction;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.model.Equivalent;
import io.onestep.api.network.Learner;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.readout.Readout;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What predictions are made for: one activation at one point of an experiment.
 *
 * @param population the population of the inputs
 * @param labelling the rule for labels
 * @param sizes n, k, m, m1
 * @param scaling alpha and beta
 * @param learner how the first layer is trained
 * @param activation the network's activation
 * @param models the models of the features
 * @param readouts the readouts fitted on each
 * @param network the trained network; empty if the predictor said that it uses none
 */
public record PredictionSetting(
    Population population,
    Labelling labelling,
    Sizes sizes,
    Scaling scaling,
    Learner learner,
    Activation activation,
    List<Equivalent> models,
    List<Readout> readouts,
    Optional<TrainedNetwork> network) {
  /** Copies the lists. */
  public PredictionSetting {
    Objects.requireNonNull(population, "population");
    Objects.requireNonNull(labelling, "labelling");
    Objects.requireNonNull(sizes, "sizes");
    Objects.requireNonNull(scaling, "scaling");
    Objects.requireNonNull(learner, "learner");
    Objects.requireNonNull(activation, "activation");
    models = List.copyOf(models);
    readouts = List.copyOf(readouts);
    Objects.requireNonNull(network, "network");
  }
}

package io.onestep.engine.trial;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.Optional;

/**
 * What a trial's samples are drawn from.
 *
 * @param population the population
 * @param labelling the rule for labels
 */
record Truth(Population population, Labelling labelling) {
  static Truth draw(ExperimentSpec spec, RandomStreams streams) {
    Population population = spec.data().draw(streams.child("population", 0));
    return new Truth(population, spec.target().draw(population, streams.child("target", 0)));
  }

  /** Returns what predictions are made for, the network not yet trained. */
  PredictionSetting setting(ExperimentSpec spec, Activation activation) {
    return new PredictionSetting(
        population,
        labelling,
        spec.sizes().resolve(),
        spec.scaling(),
        spec.learner(),
        activation,
        spec.models(),
        spec.readouts(),
        Optional.empty());
  }
}

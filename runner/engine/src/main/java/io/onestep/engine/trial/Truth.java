package io.onestep.engine.trial;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.Problem;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a trial's samples are drawn from.
 *
 * @param population the population
 * @param labelling the rule for labels
 */
record Truth(Population population, Labelling labelling) {
  /** Draws both; what is wrong with one has its place in the spec, unless it has another. */
  static Truth draw(ExperimentSpec spec, RandomStreams streams) {
    Population population = placed("/data", () -> spec.data().draw(streams.child("population", 0)));
    Labelling labelling =
        placed("/target", () -> spec.target().draw(population, streams.child("target", 0)));
    return new Truth(population, labelling);
  }

  private static <T> T placed(String place, Supplier<T> draw) {
    try {
      return draw.get();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          e.problems().stream()
              .map(p -> p.where().isEmpty() ? new Problem(place, p.message()) : p)
              .toList());
    }
  }

  /** Whether samples and first layer alone are more than this process can hold, or an array. */
  static boolean isBeyondMemory(ExperimentSpec spec) {
    Sizes s = spec.sizes().resolve();
    double rows = spec.simulation() ? (double) s.k() + s.m() + s.m1() + s.mTest() : 1;
    return rows * s.n() * Double.BYTES > Runtime.getRuntime().maxMemory()
        || spec.simulation() && (double) s.n() * s.m() > Integer.MAX_VALUE;
  }

  /** Returns the memory that a trial's predictions take, in bytes: one activation at a time. */
  double predictionMemory(ExperimentSpec spec) {
    return spec.theory().isEmpty()
        ? 0
        : spec.activations().stream()
            .mapToDouble(activation -> spec.theory().get().memory(setting(spec, activation)))
            .max()
            .orElse(0);
  }

  /** Returns whether trials train a network: to simulate, or since predictions take it. */
  boolean needsNetwork(ExperimentSpec spec) {
    return spec.simulation()
        || spec.theory().isPresent()
            && spec.activations().stream()
                .anyMatch(activation -> spec.theory().get().usesNetwork(setting(spec, activation)));
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

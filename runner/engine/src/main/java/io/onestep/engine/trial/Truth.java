package io.onestep.engine.trial;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.Problem;
import io.onestep.api.model.Equivalent;
import io.onestep.api.observable.Observable;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.plan.Estimate;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    Population population =
        BrokenComponentException.require(
            spec.data(),
            "draw",
            placed("/data", () -> spec.data().draw(streams.child("population", 0))));
    int n = spec.sizes().resolve().n();
    if (population.dimension() != n) {
      throw new BrokenComponentException(
          population, "dimension gives %d, not %d".formatted(population.dimension(), n));
    }
    Labelling labelling =
        BrokenComponentException.require(
            spec.target(),
            "draw",
            placed("/target", () -> spec.target().draw(population, streams.child("target", 0))));
    return new Truth(population, labelling);
  }

  /** Says where in the spec the problems are that a component finds with what it is given. */
  static <T> T placed(String place, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw e.at(place);
    }
  }

  /**
   * Makes sure that what population and rule say of themselves fits together and the dimension.
   * Done where it is about to be used, by {@link #setting} and by what draws samples, rather than
   * in {@link #draw}: where nothing asks for a data set's components, no covariances are computed.
   */
  void requireSound(int n) {
    List<MixtureComponent> components =
        BrokenComponentException.requireAll(population, "components", population.components());
    if (components.stream().anyMatch(c -> c.covariance().dimension() != n)) {
      throw new BrokenComponentException(
          population, "components gives one whose dimension is not " + n);
    }
    BrokenComponentException.requireAll(labelling, "directions", labelling.directions())
        .forEach(xi -> BrokenComponentException.requireCount(labelling, "directions", xi, n));
    BrokenComponentException.require(labelling, "law", labelling.law())
        .ifPresent(law -> requireSound(law, n, components.size()));
  }

  private void requireSound(LabelLaw law, int n, int components) {
    law.indices()
        .forEach(
            index -> BrokenComponentException.requireCount(labelling, "law", index.direction(), n));
    if (law instanceof LabelLaw.ComponentLabels labels && labels.labels().size() != components) {
      throw new BrokenComponentException(
          labelling,
          "law gives %d labels for %d components".formatted(labels.labels().size(), components));
    }
  }

  /**
   * Makes sure that population and rule are such as a spec's models and measurements can treat, and
   * the population large enough for its samples; what is wrong has its place in the spec.
   */
  void require(ExperimentSpec spec) {
    List<Problem> problems = new ArrayList<>();
    collect(problems, "/data", () -> population.requireSamples(sampleSizes(spec)));
    for (int i = 0; i < spec.models().size(); i++) {
      Equivalent model = spec.models().get(i);
      collect(problems, "/models/" + i, () -> model.requireApplicable(population));
    }
    if (spec.simulation()) {
      requireMeasurable(spec, problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems.stream().distinct().toList());
    }
  }

  private void requireMeasurable(ExperimentSpec spec, List<Problem> problems) {
    for (int i = 0; i < spec.metrics().size(); i++) {
      Observable metric = spec.metrics().get(i);
      collect(problems, "/metrics/" + i, () -> metric.requireApplicable(spec.learner()));
    }
    if (problems.isEmpty() && spec.generalization().isPresent()) {
      requireSound(spec.sizes().resolve().n());
      Generalization generalization = spec.generalization().get();
      for (Equivalent model : spec.models()) {
        for (Activation activation : spec.activations()) {
          collect(
              problems,
              "/generalization",
              () -> generalization.requireApplicable(model, activation, population, labelling));
        }
      }
    }
  }

  private static void collect(List<Problem> problems, String place, Runnable check) {
    try {
      check.run();
    } catch (InvalidInputException e) {
      problems.addAll(e.at(place).problems());
    }
  }

  /**
   * Returns how many samples a trial draws: for the step, to fit readouts on and for tests. Sets
   * that nothing needs are empty.
   */
  List<Integer> sampleSizes(ExperimentSpec spec) {
    Sizes s = spec.sizes().resolve();
    boolean tested = spec.simulation() && spec.generalization().isEmpty();
    return List.of(
        needsNetwork(spec) ? s.m1() : 0, spec.simulation() ? s.m() : 0, tested ? s.mTest() : 0);
  }

  /** Whether samples and first layer alone are more than this process can hold, or an array. */
  static boolean isBeyondMemory(ExperimentSpec spec) {
    Sizes s = spec.sizes().resolve();
    int tested = spec.generalization().isEmpty() ? s.mTest() : 0;
    // Whether there is a network if nothing is simulated is told by what is yet to be drawn.
    int[] rows = spec.simulation() ? new int[] {s.k(), s.m(), s.m1(), tested} : new int[] {1};
    double most = Arrays.stream(rows).max().orElseThrow();
    return Arrays.stream(rows).asDoubleStream().sum() * s.n() * Double.BYTES
            > Runtime.getRuntime().maxMemory()
        || most * s.n() > Matrix.MOST_ELEMENTS;
  }

  /** Returns the memory that a trial's predictions take, in bytes: one activation at a time. */
  double predictionMemory(ExperimentSpec spec) {
    if (spec.theory().isEmpty()) {
      return 0;
    }
    Predictor predictor = spec.theory().get();
    return spec.activations().stream()
        .mapToDouble(each -> Estimate.bytes(predictor, predictor.memory(setting(spec, each))))
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

  /** Returns what predictions are made for, the network not yet trained, if both are sound. */
  PredictionSetting setting(ExperimentSpec spec, Activation activation) {
    requireSound(spec.sizes().resolve().n());
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

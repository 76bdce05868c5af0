package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.spec.ExperimentSpec;
import io.onestep.engine.spec.Precision;
import java.util.List;
import java.util.Optional;

/**
 * The data of a trial. Sets that nothing needs are empty: predictions need no training and no test
 * samples, and those that average over the first layer none at all.
 *
 * @param population the population
 * @param labelling the rule for labels
 * @param first the samples of the gradient step (m1)
 * @param train the samples that the readout is fitted on (m)
 * @param test the test samples (mTest)
 * @param roundedTest the test inputs in single precision, if that is what they are used in
 */
record TrialData(
    Population population,
    Labelling labelling,
    Sample first,
    Sample train,
    Sample test,
    Optional<FloatMatrix> roundedTest) {
  static TrialData draw(ExperimentSpec spec, RandomStreams streams) {
    Sizes sizes = spec.sizes().resolve();
    Truth truth = Truth.draw(spec, streams);
    boolean trained = spec.simulation() || usesNetwork(spec, truth);
    boolean tested = spec.simulation() && spec.generalization().isEmpty();
    List<Inputs> inputs =
        truth
            .population()
            .sample(
                List.of(
                    trained ? sizes.m1() : 0,
                    spec.simulation() ? sizes.m() : 0,
                    tested ? sizes.mTest() : 0),
                streams.child("inputs", 0));
    return new TrialData(
        truth.population(),
        truth.labelling(),
        label(inputs, 0, truth.labelling(), streams),
        label(inputs, 1, truth.labelling(), streams),
        label(inputs, 2, truth.labelling(), streams),
        tested && spec.testPrecision() == Precision.SINGLE
            ? Optional.of(FloatMatrix.of(inputs.get(2).x()))
            : Optional.empty());
  }

  private static boolean usesNetwork(ExperimentSpec spec, Truth truth) {
    return spec.theory().isPresent()
        && spec.activations().stream()
            .anyMatch(
                activation -> spec.theory().get().usesNetwork(truth.setting(spec, activation)));
  }

  private static Sample label(
      List<Inputs> inputs, int set, Labelling labelling, RandomStreams streams) {
    Inputs x = inputs.get(set);
    return new Sample(x, labelling.label(x, streams.child("labels", set).stream("noise")));
  }

  /** Returns whether a network is to be trained. */
  boolean isTrained() {
    return first.size() > 0;
  }

  /** Returns whether all labels are +1 or -1, so that the sign of a prediction is a class. */
  boolean isClassification() {
    for (Sample sample : List.of(train, test)) {
      for (double y : sample.y()) {
        if (Math.abs(y) != 1) {
          return false;
        }
      }
    }
    return true;
  }
}

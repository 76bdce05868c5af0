package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.List;

/**
 * The data of a trial.
 *
 * @param population the population
 * @param labelling the rule for labels
 * @param first the samples of the gradient step (m1)
 * @param train the samples that the readout is fitted on (m)
 * @param test the test samples (mTest)
 * @param roundedTest the test inputs in single precision
 */
record TrialData(
    Population population,
    Labelling labelling,
    Sample first,
    Sample train,
    Sample test,
    FloatMatrix roundedTest) {
  private static final List<String> SETS =
      List.of("gradient step's samples", "training samples", "test samples");

  static TrialData draw(ExperimentSpec spec, RandomStreams streams) {
    Sizes sizes = spec.sizes().resolve();
    Truth truth = Truth.draw(spec, streams);
    List<Inputs> inputs =
        truth
            .population()
            .sample(List.of(sizes.m1(), sizes.m(), sizes.mTest()), streams.child("inputs", 0));
    return new TrialData(
        truth.population(),
        truth.labelling(),
        label(inputs, 0, truth.labelling(), streams),
        label(inputs, 1, truth.labelling(), streams),
        label(inputs, 2, truth.labelling(), streams),
        FloatMatrix.of(inputs.get(2).x()));
  }

  private static Sample label(
      List<Inputs> inputs, int set, Labelling labelling, RandomStreams streams) {
    Inputs x = inputs.get(set);
    requireFinite(x.x(), SETS.get(set));
    return new Sample(x, labelling.label(x, streams.child("labels", set).stream("noise")));
  }

  /** Of the labels and of all that follows, the readouts make sure. */
  private static void requireFinite(Matrix x, String set) {
    for (int i = x.offset(); i < x.offset() + x.size(); i++) {
      if (!Double.isFinite(x.data()[i])) {
        throw new NumericalException(
            "an input of the %s is %s; data spread or means are too large"
                .formatted(set, x.data()[i]));
      }
    }
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

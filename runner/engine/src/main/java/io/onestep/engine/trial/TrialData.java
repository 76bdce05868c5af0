package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;
import io.onestep.api.algebra.Room;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.spec.ExperimentSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The data of a trial. Sets that nothing needs are empty: predictions need no training and no test
 * samples, and those that average over the first layer none at all.
 *
 * @param population the population
 * @param labelling the rule for labels
 * @param first the samples of the gradient step (m1)
 * @param train the samples that the readout is fitted on (m)
 * @param test the test samples (mTest)
 * @param roundedTrain the training inputs in single precision, if that is what they are used in
 * @param roundedTest the test inputs in single precision, if that is what they are used in
 */
record TrialData(
    Population population,
    Labelling labelling,
    Sample first,
    Sample train,
    Sample test,
    Optional<FloatMatrix> roundedTrain,
    Optional<FloatMatrix> roundedTest) {
  private static final List<String> SETS =
      List.of("gradient step's samples", "training samples", "test samples");

  /** Draws data into a room, so that they last until the next ones are put there. */
  static TrialData draw(ExperimentSpec spec, RandomStreams streams, Room room) {
    Truth truth = Truth.draw(spec, streams);
    List<Integer> rows = truth.sampleSizes(spec);
    int n = spec.sizes().resolve().n();
    truth.requireSound(n);
    List<Inputs> inputs = truth.population().sample(rows, streams.child("inputs", 0), room);
    requireSound(inputs, truth.population(), rows, n);
    return new TrialData(
        truth.population(),
        truth.labelling(),
        label(inputs, 0, truth.labelling(), streams),
        label(inputs, 1, truth.labelling(), streams),
        label(inputs, 2, truth.labelling(), streams),
        rounded(spec.trainPrecision(), "rounded training inputs", inputs.get(1), room),
        rounded(spec.testPrecision(), "rounded test inputs", inputs.get(2), room));
  }

  private static void requireSound(
      List<Inputs> inputs, Population population, List<Integer> rows, int n) {
    BrokenComponentException.requireAll(population, "sample", inputs);
    if (inputs.size() != rows.size()) {
      throw new BrokenComponentException(
          population, "sample gives %d sets, not %d".formatted(inputs.size(), rows.size()));
    }
    int components = population.componentCount();
    for (int i = 0; i < rows.size(); i++) {
      Matrix x = inputs.get(i).x();
      if (x.rows() != rows.get(i) || x.rows() > 0 && x.columns() != n) {
        throw new BrokenComponentException(
            population,
            "sample gives %d x %d inputs, not %d x %d"
                .formatted(x.rows(), x.columns(), rows.get(i), n));
      }
      for (int c : inputs.get(i).component()) {
        if (c < 0 || c >= components) {
          throw new BrokenComponentException(
              population,
              "sample gives an input of component %d, but there are 0 to %d"
                  .formatted(c, components - 1));
        }
      }
    }
  }

  private static Optional<FloatMatrix> rounded(
      Precision precision, String name, Inputs inputs, Room room) {
    if (precision == Precision.DOUBLE) {
      return Optional.empty();
    }
    FloatMatrix rounded = room.floatMatrix(name, inputs.x().rows(), inputs.x().columns());
    rounded.assign(inputs.x());
    return Optional.of(rounded);
  }

  private static Sample label(
      List<Inputs> inputs, int set, Labelling labelling, RandomStreams streams) {
    Inputs x = inputs.get(set);
    requireFinite(x.x(), SETS.get(set));
    double[] y = labelling.label(x, streams.child("labels", set).stream("noise"));
    return new Sample(
        x, BrokenComponentException.requireCount(labelling, "label", y, x.x().rows()));
  }

  /** Of the labels and of all that follows, the readouts make sure. */
  private static void requireFinite(Matrix x, String set) {
    if (x.isFinite()) {
      return;
    }
    for (int i = x.offset(); i < x.offset() + x.size(); i++) {
      if (!Double.isFinite(x.data()[i])) {
        throw new NumericalException(
            "an input of the %s is %s; data spread or means are too large"
                .formatted(set, x.data()[i]));
      }
    }
  }

  /** Returns whether a network is to be trained. */
  boolean isTrained() {
    return first.size() > 0;
  }

  /**
   * Returns the components, from 0, that errors are measured in: those with a test sample or, where
   * errors are computed without test samples, those of positive weight.
   */
  List<Integer> measuredComponents() {
    IntStream components =
        test.size() > 0
            ? Arrays.stream(test.inputs().component()).distinct().sorted()
            : IntStream.range(0, population.componentCount())
                .filter(c -> population.components().get(c).weight() > 0);
    return components.boxed().toList();
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

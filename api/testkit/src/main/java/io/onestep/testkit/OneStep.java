package io.onestep.testkit;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Sample;
import io.onestep.api.network.Learner;
import io.onestep.api.network.Training;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStreams;
import java.util.OptionalDouble;

/** A learner for what needs to know its step and must not train. */
record OneStep(OptionalDouble stepSize) implements Learner {
  @Override
  public Training start(
      TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams) {
    throw new UnsupportedOperationException("only the step's size may be asked for");
  }
}

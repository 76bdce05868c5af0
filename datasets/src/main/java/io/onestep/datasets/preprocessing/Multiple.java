package io.onestep.datasets.preprocessing;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.moments.SampleMoments;

/** A class of inputs times a number. */
final class Multiple {
  private Multiple() {}

  /** Returns the class times a factor, its noise included. */
  static InputClass of(InputClass inputs, double factor) {
    Matrix x = inputs.x().copy();
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] *= factor;
    }
    return new InputClass(inputs.name(), x, factor * factor * inputs.noise());
  }

  /** Returns the trace of the class's covariance, which a factor can be made from. */
  static double positiveTrace(InputClass inputs) {
    double trace = new SampleMoments(inputs).trace();
    if (!(trace > 0)) {
      throw new InvalidInputException(
          "", "class '" + inputs.name() + "' has no variance: all its inputs are the same");
    }
    return trace;
  }
}

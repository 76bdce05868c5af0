package io.onestep.engine.trial;

import io.onestep.api.algebra.RoundedVector;

/**
 * A readout's weights, also in single precision.
 *
 * @param exact the weights w
 * @param rounded the same, rounded
 */
record Weights(double[] exact, RoundedVector rounded) {
  static Weights of(double[] w) {
    return new Weights(w, RoundedVector.of(w));
  }
}

package io.onestep.api.setting;

import io.onestep.api.error.InvalidValueException;

/**
 * The sizes of one point of an experiment. All grow together in the proportional limit.
 *
 * @param n the input dimension
 * @param k the hidden width
 * @param m the number of samples that the readout is fitted on
 * @param m1 the number of samples of the gradient step
 * @param mTest the number of test samples
 */
public record Sizes(int n, int k, int m, int m1, int mTest) {
  /** Validates that all sizes are at least one. */
  public Sizes {
    require("n", n);
    require("k", k);
    require("m", m);
    require("m1", m1);
    require("mTest", mTest);
  }

  private static void require(String name, int value) {
    if (value < 1) {
      throw new InvalidValueException(name, value, "at least 1");
    }
  }
}

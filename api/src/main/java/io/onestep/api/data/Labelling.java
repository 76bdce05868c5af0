package io.onestep.api.data;

import io.onestep.api.random.RandomStream;

/** A rule for labels whose parameters are all known. Immutable. */
public interface Labelling {
  /**
   * Labels inputs.
   *
   * @param inputs m inputs
   * @param noise the randomness of the label noise
   * @return m labels
   */
  double[] label(Inputs inputs, RandomStream noise);
}

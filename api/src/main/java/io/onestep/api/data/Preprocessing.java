package io.onestep.api.data;

import io.onestep.api.random.RandomStreams;

/** A step that changes classed inputs before samples are drawn from them. */
public interface Preprocessing {
  /**
   * Applies the step.
   *
   * @param inputs the inputs, left as they are
   * @param streams the step's randomness, if it needs any
   * @return the new inputs
   * @throws io.onestep.api.error.InvalidInputException if the step can't be applied to them
   */
  ClassedInputs apply(ClassedInputs inputs, RandomStreams streams);

  /**
   * Returns whether the step draws random numbers. The result of one that does not may be kept and
   * used again.
   *
   * @return by default false
   */
  default boolean isRandom() {
    return false;
  }
}

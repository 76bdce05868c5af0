package io.onestep.api.data;

import io.onestep.api.random.RandomStreams;

/** A rule for labels, some of whose parameters (the direction xi, say) are random. */
public interface Target {
  /**
   * Draws the rule's parameters for a population.
   *
   * @param population the population of the inputs
   * @param streams the randomness of the parameters
   * @return the rule
   */
  Labelling draw(Population population, RandomStreams streams);
}

package io.onestep.api.data;

import io.onestep.api.random.RandomStreams;

/** A model of the inputs' distribution, some of whose parameters (directions, say) are random. */
public interface DataModel {
  /**
   * Draws a population.
   *
   * @param streams the randomness of the population's parameters
   * @return the population
   */
  Population draw(RandomStreams streams);
}

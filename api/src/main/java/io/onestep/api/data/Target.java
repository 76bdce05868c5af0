package io.onestep.api.data;

import io.onestep.api.random.RandomStreams;

/** A rule for labels, some of whose parameters (the direction xi, say) are random. */
public interface Target {
  /**
   * Draws the rule's parameters for a population. Called for the first trial of each point before a
   * run begins, so that what it refuses is said then.
   *
   * @param population the population of the inputs
   * @param streams the randomness of the parameters
   * @return the rule
   * @throws io.onestep.api.error.InvalidInputException if there is no such rule for the population
   */
  Labelling draw(Population population, RandomStreams streams);
}

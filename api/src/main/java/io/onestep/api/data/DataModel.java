package io.onestep.api.data;

import io.onestep.api.random.RandomStreams;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A model of the inputs' distribution, some of whose parameters (directions, say) are random. Of
 * models at several points of a sweep that are equal one serves all, so that one that reads files
 * should be equal to another where it reads the same.
 */
public interface DataModel {
  /**
   * Draws a population. Called for the first trial of each point before a run begins, so that what
   * it refuses is said then.
   *
   * @param streams the randomness of the population's parameters
   * @return the population
   * @throws io.onestep.api.error.InvalidInputException if the model has no population
   */
  Population draw(RandomStreams streams);

  /**
   * Returns the strength theta of the spikes, if the model was made with one for all.
   *
   * @return theta; by default none
   */
  default OptionalDouble spread() {
    return OptionalDouble.empty();
  }

  /**
   * Returns the files that samples come from, after making sure that they can be read. Called
   * before a run begins.
   *
   * @return by default none
   * @throws io.onestep.api.error.InvalidInputException if files are missing or wrong, or hold
   *     inputs of another dimension
   */
  default List<DataFile> sources() {
    return List.of();
  }
}

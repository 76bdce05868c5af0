package io.onestep.api.data;

import io.onestep.api.algebra.Room;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.random.RandomStreams;
import java.util.List;

/** A mixture whose parameters are all known, from which inputs can be drawn. Immutable. */
public interface Population {
  /**
   * Returns the mixture's components with their first two moments.
   *
   * @return at least one; their weights sum to 1
   */
  List<MixtureComponent> components();

  /**
   * Returns the number of components.
   *
   * @return at least 1
   * @throws BrokenComponentException if {@link #components} gives null or none
   */
  default int componentCount() {
    return requiredComponents().size();
  }

  /**
   * Makes sure that there are inputs enough for several sets. Called for the first trial of each
   * point before a run begins. By default there are.
   *
   * @param sizes the number of rows of each set; 0 for one that the run does not need
   * @throws io.onestep.api.error.InvalidInputException if a finite population is too small
   */
  default void requireSamples(List<Integer> sizes) {}

  /**
   * Draws several sets of inputs, independent of each other (from a finite population: without a
   * sample in common).
   *
   * @param sizes the number of rows of each set
   * @param streams the randomness
   * @return one set of inputs for each size
   * @throws io.onestep.api.error.InvalidInputException if a finite population is too small
   */
  List<Inputs> sample(List<Integer> sizes, RandomStreams streams);

  /**
   * Draws the same sets, with the inputs in a room: samples are much of what a trial needs, and the
   * next trial's may take their place.
   *
   * @param sizes the number of rows of each set
   * @param streams the randomness
   * @param room where inputs are put; as it is here, in new matrices all the same
   * @return one set of inputs for each size
   * @throws io.onestep.api.error.InvalidInputException if a finite population is too small
   */
  default List<Inputs> sample(List<Integer> sizes, RandomStreams streams, Room room) {
    return sample(sizes, streams);
  }

  /**
   * Returns whether each component is exactly Gaussian, so that its first two moments say all.
   *
   * @return by default false
   */
  default boolean isGaussian() {
    return false;
  }

  /**
   * Returns the input dimension, after making sure that all components have it.
   *
   * @return n
   * @throws BrokenComponentException if {@link #components} gives null, none, or such of different
   *     dimensions
   */
  default int dimension() {
    List<MixtureComponent> components = requiredComponents();
    int n = components.get(0).covariance().dimension();
    for (MixtureComponent each : components) {
      if (each.covariance().dimension() != n) {
        throw new BrokenComponentException(
            this,
            "components gives one of dimension %d beside one of %d"
                .formatted(each.covariance().dimension(), n));
      }
    }
    return n;
  }

  /**
   * Returns the trace of the average covariance Sigma_bar = sum_c rho_c Sigma_c.
   *
   * @return sum_c rho_c Tr Sigma_c
   * @throws BrokenComponentException if {@link #components} gives null or none
   */
  default double trace() {
    return requiredComponents().stream()
        .mapToDouble(c -> c.weight() * c.covariance().trace())
        .sum();
  }

  private List<MixtureComponent> requiredComponents() {
    List<MixtureComponent> components =
        BrokenComponentException.require(this, "components", components());
    if (components.isEmpty()) {
      throw new BrokenComponentException(this, "components gives none");
    }
    return components;
  }
}

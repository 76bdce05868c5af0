package io.onestep.api.observable;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.network.Learner;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import java.util.List;

/** Measures named numbers of a trained network. */
public interface Observable {
  /**
   * Returns the name of the observable; a run has none twice.
   *
   * @return for example {@code "spectrum"}
   */
  String label();

  /**
   * Refuses learners that there is nothing to measure for. Called for each point before a run
   * begins, so that this is said then. By default all will do.
   *
   * @param learner what trains the first layer
   * @throws io.onestep.api.error.InvalidInputException if this can't be measured for it
   */
  default void requireApplicable(Learner learner) {}

  /**
   * Measures.
   *
   * @param trial the trial; not changed
   * @param algebra the linear algebra to use
   * @param streams randomness of the observable's own, if it needs any
   * @return the numbers, no metric twice from one source, in the order in which results list them
   * @throws io.onestep.api.error.NumericalException if a number can't be computed
   */
  List<Observation> measure(TrainedTrial trial, LinearAlgebra algebra, RandomStreams streams);

  /**
   * Returns the memory that measuring takes beside what a trial has anyway. As it is here, it is
   * none: an observable that makes matrices of its own says so, that a run which can't fit is
   * refused before it begins.
   *
   * @param sizes the sizes of the trial
   * @return bytes, at least 0
   * @throws io.onestep.api.error.InsufficientResourcesException if a matrix would have more
   *     elements than {@link io.onestep.api.algebra.Matrix#MOST_ELEMENTS}; says what would need
   *     less
   */
  default double memory(Sizes sizes) {
    return 0;
  }
}

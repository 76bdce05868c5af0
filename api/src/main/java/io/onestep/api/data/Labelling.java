package io.onestep.api.data;

import io.onestep.api.random.RandomStream;
import java.util.List;
import java.util.Optional;

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

  /**
   * Returns the directions Xi through which labels depend on inputs: all that they depend on, noise
   * aside, is Xi^T x.
   *
   * @return the columns of Xi with their norms, n numbers each; empty, as for class labels, if
   *     labels are no function of projections
   */
  default List<double[]> directions() {
    return List.of();
  }

  /**
   * Returns the law of the labels, which predictions need to know.
   *
   * @return the law; by default none
   */
  default Optional<LabelLaw> law() {
    return Optional.empty();
  }
}

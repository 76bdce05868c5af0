package io.onestep.api.diagnostic;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.network.Learner;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.List;

/** Examines whether data meet assumptions. */
public interface Diagnostic {
  /**
   * Examines a population and its labels beside the learner, which may have a learning rate of its
   * own; draws no sample.
   *
   * @param population the population of the inputs
   * @param labelling the rule for labels
   * @param sizes the sizes of the experiment
   * @param scaling the scaling that the experiment means its data and its step to have
   * @param learner what trains the first layer
   * @param algebra the linear algebra to use
   * @return a finding for each assumption, in the order in which to read them
   * @throws io.onestep.api.error.NumericalException if a decomposition does not converge
   */
  List<Finding> examine(
      Population population,
      Labelling labelling,
      Sizes sizes,
      Scaling scaling,
      Learner learner,
      LinearAlgebra algebra);
}

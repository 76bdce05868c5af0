package io.onestep.equivalence.prediction;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Population;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureLaw;
import java.util.Optional;

/** Asks models for the law of their features. */
final class ModelLaw {
  private ModelLaw() {}

  /**
   * Returns the law, if it is known.
   *
   * @throws BrokenComponentException if the model gives none of this dimension
   */
  static Optional<FeatureLaw> of(
      Equivalent model, Activation activation, Population population, double[] spike) {
    Optional<FeatureLaw> law =
        BrokenComponentException.require(model, "law", model.law(activation, population, spike));
    if (law.isPresent() && law.get() instanceof FeatureLaw.ConditionallyLinear linear) {
      for (double[] direction : linear.directions()) {
        BrokenComponentException.requireCount(model, "law", direction, population.dimension());
      }
    }
    return law;
  }

  /** Whether it is known; the direction that a network learns makes no difference to that. */
  static boolean isKnown(Equivalent model, Activation activation, Population population) {
    return of(model, activation, population, new double[population.dimension()]).isPresent();
  }
}

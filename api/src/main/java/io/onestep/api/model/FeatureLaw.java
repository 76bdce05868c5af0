package io.onestep.api.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.parameter.Range;
import java.util.List;
import java.util.Objects;

/**
 * How a model's features depend on Gaussian pre-activations u = F^ x: what predictions need to know
 * of a model.
 */
public sealed interface FeatureLaw {
  /**
   * Returns the function of a pre-activation that the features are, noise aside.
   *
   * @return the function g
   */
  Activation activation();

  /**
   * Features that are functions of their own pre-activation: phi_j = (g(u_j) + sqrt(V) z'_j)/sqrt
   * k, z' fresh noise for each neuron and sample.
   *
   * @param activation the function g
   * @param noiseVariance the noise's variance V, at least 0
   */
  record Pointwise(Activation activation, double noiseVariance) implements FeatureLaw {
    /** Validates the variance. */
    public Pointwise {
      Objects.requireNonNull(activation, "activation");
      Range.parse("[0, inf)").require("noiseVariance", noiseVariance);
    }
  }

  /**
   * Features that are, given the input's projections on a few directions, linear in the rest of
   * their pre-activation, with noise that keeps each feature's mean square (Demir and Dogan,
   * theorem 3): g's exact mean given the projections, its best linear part in the rest.
   *
   * @param activation the function g
   * @param directions the directions, n numbers each, of any norm and not necessarily independent
   */
  record ConditionallyLinear(Activation activation, List<double[]> directions)
      implements FeatureLaw {
    /** Copies the list. */
    public ConditionallyLinear {
      Objects.requireNonNull(activation, "activation");
      directions = List.copyOf(directions);
    }
  }
}

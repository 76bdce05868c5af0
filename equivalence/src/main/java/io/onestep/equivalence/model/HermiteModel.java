package io.onestep.equivalence.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Population;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.equivalence.hermite.HermiteExpansion;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The Hermite model of a degree.
 *
 * @param label its name in results
 * @param degree the degree p
 * @param scale the scale b; if absent, that of the population's bulk
 */
record HermiteModel(String label, int degree, OptionalDouble scale) implements Equivalent {
  @Override
  public FeatureMap features(TrainedNetwork network, Population population, LinearAlgebra algebra) {
    double b = scale(population);
    HermiteExpansion expansion = HermiteExpansion.of(network.activation(), 0, b, degree);
    return HermiteFeatures.of(expansion, b, network.f().rows());
  }

  @Override
  public Optional<FeatureLaw> law(Activation activation, Population population, double[] spike) {
    double b = scale(population);
    HermiteExpansion expansion = HermiteExpansion.of(activation, 0, b, degree);
    Activation polynomial = HermitePolynomial.of(expansion, b, label + " of " + activation.label());
    return Optional.of(new FeatureLaw.Pointwise(polynomial, expansion.noiseVariance()));
  }

  private double scale(Population population) {
    return scale.orElseGet(() -> Math.sqrt(population.dimension() / population.trace()));
  }
}

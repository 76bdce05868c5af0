package io.onestep.equivalence.model;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Population;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.equivalence.hermite.HermiteExpansion;
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
    double b = scale.orElseGet(() -> Math.sqrt(population.dimension() / population.trace()));
    HermiteExpansion expansion = HermiteExpansion.of(network.activation(), 0, b, degree);
    return HermiteFeatures.of(expansion, b, network.f().rows());
  }
}

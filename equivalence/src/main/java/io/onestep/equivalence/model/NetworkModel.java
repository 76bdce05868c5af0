package io.onestep.equivalence.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Population;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.TrainedNetwork;
import java.util.Optional;

/** The network as a model of itself. */
record NetworkModel() implements Equivalent {
  @Override
  public String label() {
    return "network";
  }

  @Override
  public FeatureMap features(TrainedNetwork network, Population population, LinearAlgebra algebra) {
    return new NetworkFeatures(network.activation(), network.f().rows());
  }

  @Override
  public Optional<FeatureLaw> law(Activation activation, Population population, double[] spike) {
    return Optional.of(new FeatureLaw.Pointwise(activation, 0));
  }
}

package io.onestep.equivalence.model;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.EquivalentFactory;
import java.util.OptionalDouble;

/**
 * Makes the linear model, also called Gaussian equivalent: the Hermite model of degree 1, {@code
 * phi_j = (1/sqrt k) (h_0 + h_1 u_j / b + h* z'_j)}. See {@link HermiteFactory}.
 */
public final class LinearFactory implements EquivalentFactory<LinearFactory.Config> {
  /** The linear model has no parameters. */
  public record Config() {}

  /** Creates the factory. */
  public LinearFactory() {}

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public String summary() {
    return "linear (Gaussian-equivalent) model: phi = (h_0 + h_1 u/b + h* z) / sqrt(k)";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Equivalent create(Config config, ComponentContext context) {
    return new HermiteModel("linear", 1, OptionalDouble.empty());
  }
}

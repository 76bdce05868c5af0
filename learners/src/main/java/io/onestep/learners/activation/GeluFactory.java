package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code gelu}. */
public final class GeluFactory implements ActivationFactory<GeluFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public GeluFactory() {}

  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public String summary() {
    return "u Phi(u), Phi the standard normal distribution function";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Gelu();
  }
}

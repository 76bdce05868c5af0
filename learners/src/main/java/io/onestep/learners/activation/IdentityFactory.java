package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code identity}. */
public final class IdentityFactory implements ActivationFactory<IdentityFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public IdentityFactory() {}

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String summary() {
    return "u";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Identity();
  }
}

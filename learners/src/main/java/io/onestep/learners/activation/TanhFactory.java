package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code tanh}. */
public final class TanhFactory implements ActivationFactory<TanhFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public TanhFactory() {}

  @Override
  public String name() {
    return "tanh";
  }

  @Override
  public String summary() {
    return "tanh(u)";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Tanh();
  }
}

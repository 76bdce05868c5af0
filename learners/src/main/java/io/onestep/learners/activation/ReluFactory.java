package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code relu}. */
public final class ReluFactory implements ActivationFactory<ReluFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public ReluFactory() {}

  @Override
  public String name() {
    return "relu";
  }

  @Override
  public String summary() {
    return "max(u, 0)";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Relu();
  }
}

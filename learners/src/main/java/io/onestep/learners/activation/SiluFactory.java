package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code silu}. */
public final class SiluFactory implements ActivationFactory<SiluFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public SiluFactory() {}

  @Override
  public String name() {
    return "silu";
  }

  @Override
  public String summary() {
    return "u / (1 + exp(-u))";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Silu();
  }
}

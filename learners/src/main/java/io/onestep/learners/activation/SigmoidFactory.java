package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code sigmoid}. */
public final class SigmoidFactory implements ActivationFactory<SigmoidFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public SigmoidFactory() {}

  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public String summary() {
    return "1 / (1 + exp(-u))";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Sigmoid();
  }
}

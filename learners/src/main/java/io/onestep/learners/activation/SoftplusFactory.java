package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code softplus}. */
public final class SoftplusFactory implements ActivationFactory<SoftplusFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public SoftplusFactory() {}

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public String summary() {
    return "log(1 + exp(u))";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Softplus();
  }
}

package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the activation {@code erf}. */
public final class ErfFactory implements ActivationFactory<ErfFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public ErfFactory() {}

  @Override
  public String name() {
    return "erf";
  }

  @Override
  public String summary() {
    return "erf(u) = (2 / sqrt(pi)) times the integral of exp(-t^2) from 0 to u";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Erf();
  }
}

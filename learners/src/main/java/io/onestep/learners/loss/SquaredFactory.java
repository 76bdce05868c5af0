package io.onestep.learners.loss;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.network.Loss;
import io.onestep.api.network.LossFactory;

/** Makes the loss {@code squared}. */
public final class SquaredFactory implements LossFactory<SquaredFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public SquaredFactory() {}

  @Override
  public String name() {
    return "squared";
  }

  @Override
  public String summary() {
    return "(1/2) (y - y_hat)^2";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Loss create(Config config, ComponentContext context) {
    return new Squared();
  }
}

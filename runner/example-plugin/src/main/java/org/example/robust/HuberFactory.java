package org.example.robust;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.network.Loss;
import io.onestep.api.network.LossFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;

/** Makes the loss {@code huber}. */
public final class HuberFactory implements LossFactory<HuberFactory.Config> {
  /**
   * The parameters.
   *
   * @param delta where the loss begins to be linear, more than 0
   */
  public record Config(
      @Parameter(
              value = "residual where the loss begins to be linear",
              defaultValue = "1.345",
              range = "(0, inf)")
          double delta) {
    /** Validates the range. */
    public Config {
      Range.parse("(0, inf)").require("delta", delta);
    }
  }

  /** Creates the factory. */
  public HuberFactory() {}

  @Override
  public String name() {
    return "huber";
  }

  @Override
  public String summary() {
    return "r^2/2 for residuals |r| up to delta, delta |r| - delta^2/2 beyond";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Loss create(Config config, ComponentContext context) {
    return new Huber(config.delta());
  }
}

package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;

/** Makes the activation {@code leaky-relu}. */
public final class LeakyReluFactory implements ActivationFactory<LeakyReluFactory.Config> {
  /**
   * The parameters.
   *
   * @param slope the slope for negative u, in (0, 1): 0 would be {@code relu} and 1 {@code
   *     identity}
   */
  public record Config(
      @Parameter(value = "slope for u < 0", defaultValue = "0.01", range = "(0, 1)") double slope) {
    /** Validates the range. */
    public Config {
      Range.parse("(0, 1)").require("slope", slope);
    }
  }

  /** Creates the factory. */
  public LeakyReluFactory() {}

  @Override
  public String name() {
    return "leaky-relu";
  }

  @Override
  public String summary() {
    return "max(u, slope u)";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new LeakyRelu(config.slope());
  }
}

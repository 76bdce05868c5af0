package org.example.robust;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;

/** Makes the activation {@code hard-tanh}. */
public final class HardTanhFactory implements ActivationFactory<HardTanhFactory.Config> {
  /**
   * The parameters.
   *
   * @param width where the activation begins to be constant, more than 0
   */
  public record Config(
      @Parameter(
              value = "largest value, and largest |u| without loss",
              defaultValue = "1",
              range = "(0, inf)")
          double width) {
    /** Validates the range. */
    public Config {
      Range.parse("(0, inf)").require("width", width);
    }
  }

  /** Creates the factory. */
  public HardTanhFactory() {}

  @Override
  public String name() {
    return "hard-tanh";
  }

  @Override
  public String summary() {
    return "u, cut off at -width and width";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new HardTanh(config.width());
  }
}

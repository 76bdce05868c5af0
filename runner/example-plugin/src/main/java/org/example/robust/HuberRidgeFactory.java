package org.example.robust;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.readout.Readout;
import io.onestep.api.readout.ReadoutFactory;

/** Makes the readout {@code huber-ridge}. */
public final class HuberRidgeFactory implements ReadoutFactory<HuberRidgeFactory.Config> {
  /**
   * The parameters.
   *
   * @param delta where the loss begins to be linear, more than 0
   * @param lambda the penalty, more than 0
   */
  public record Config(
      @Parameter(
              value = "residual where the loss begins to be linear",
              defaultValue = "1.345",
              range = "(0, inf)")
          double delta,
      @Parameter(value = "penalty lambda", defaultValue = "1e-4", range = "(0, inf)")
          double lambda) {
    /** Validates the ranges. */
    public Config {
      Range.parse("(0, inf)").require("delta", delta);
      Range.parse("(0, inf)").require("lambda", lambda);
    }
  }

  /** Creates the factory. */
  public HuberRidgeFactory() {}

  @Override
  public String name() {
    return "huber-ridge";
  }

  @Override
  public String summary() {
    return "the w that minimises (1/m) sum_i huber(y_i - w^T phi_i) + (lambda/2) ||w||^2";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Readout create(Config config, ComponentContext context) {
    return new HuberRidge(new Huber(config.delta()), config.lambda());
  }
}

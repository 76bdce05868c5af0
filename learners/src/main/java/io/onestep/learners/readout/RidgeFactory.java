package io.onestep.learners.readout;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.readout.Readout;
import io.onestep.api.readout.ReadoutFactory;

/** Makes the readout {@code ridge}. */
public final class RidgeFactory implements ReadoutFactory<RidgeFactory.Config> {
  /**
   * The parameters.
   *
   * @param lambda the penalty, at least 0; at 0 the least-squares solution of least norm is taken
   */
  public record Config(
      @Parameter(
              value = "penalty lambda; at 0 the least-squares solution of least norm is taken",
              defaultValue = "1e-4",
              range = "[0, inf)")
          double lambda) {
    /** Validates the range. */
    public Config {
      Range.parse("[0, inf)").require("lambda", lambda);
    }
  }

  /** Creates the factory. */
  public RidgeFactory() {}

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String summary() {
    return "the w that minimises (1/2m) ||y - Phi w||^2 + (lambda/2) ||w||^2";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Readout create(Config config, ComponentContext context) {
    return new Ridge(config.lambda());
  }
}

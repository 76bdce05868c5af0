package io.onestep.equivalence.prediction;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.prediction.GeneralizationFactory;

/**
 * Makes exact generalization errors: expectations over the population, with no test sample and so
 * no test noise. Of components that are not Gaussian, the first two moments count.
 */
public final class ExactGeneralizationFactory
    implements GeneralizationFactory<ExactGeneralizationFactory.Config> {
  private static final String TOLERANCES = "[1e-14, 1e-2]";

  /**
   * The parameters.
   *
   * @param tolerance what series of moments may leave, relative
   */
  public record Config(
      @Parameter(
              value = "what the series of exact moments may leave",
              defaultValue = "1e-9",
              range = TOLERANCES)
          double tolerance) {
    /** Validates the range. */
    public Config {
      Range.parse(TOLERANCES).require("tolerance", tolerance);
    }
  }

  /** Creates the factory. */
  public ExactGeneralizationFactory() {}

  @Override
  public String name() {
    return "exact";
  }

  @Override
  public String summary() {
    return "(1/2) E (y - w^T phi)^2 by exact moments of the mixture, with no test sample";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Generalization create(Config config, ComponentContext context) {
    return new ExactGeneralization(config.tolerance());
  }
}

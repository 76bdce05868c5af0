package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.List;

/** Makes the activation {@code hermite}, a polynomial by its Hermite coefficients. */
public final class HermiteFactory implements ActivationFactory<HermiteFactory.Config> {
  private static final int LARGEST_DEGREE = 20;

  /**
   * The parameters.
   *
   * @param coefficients c_0, c_1, ...: 1 to 21 finite numbers
   */
  public record Config(
      @Parameter(
              value = "the Hermite coefficients c_j = E[He_j(z) sigma(z)], from c_0 on, at most 21",
              example = "[0, 1, 0.5]")
          List<Double> coefficients) {
    /** Validates the number of coefficients and that they are finite. */
    public Config {
      coefficients = List.copyOf(coefficients);
      if (coefficients.isEmpty() || coefficients.size() > LARGEST_DEGREE + 1) {
        throw new InvalidValueException(
            "coefficients", coefficients, "a list of 1 to " + (LARGEST_DEGREE + 1) + " numbers");
      }
      for (double c : coefficients) {
        Range.parse("(-inf, inf)").require("coefficients", c);
      }
    }
  }

  /** Creates the factory. */
  public HermiteFactory() {}

  @Override
  public String name() {
    return "hermite";
  }

  @Override
  public String summary() {
    return "sum_j (c_j / j!) He_j(u), He_j the probabilists' Hermite polynomials";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new Hermite(config.coefficients());
  }
}

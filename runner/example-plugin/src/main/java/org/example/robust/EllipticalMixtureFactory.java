package org.example.robust;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.List;

/** Makes the data model {@code elliptical-mixture}. */
public final class EllipticalMixtureFactory
    implements DataModelFactory<EllipticalMixtureFactory.Config> {
  /**
   * The parameters.
   *
   * @param df the degrees of freedom, at least 3, so that there is a covariance
   * @param weights the components' weights, which sum to 1
   * @param separation the norm of the components' means
   */
  public record Config(
      @Parameter(
              value = "degrees of freedom; the fewer, the heavier the tails",
              defaultValue = "5",
              range = "[3, 10000]")
          int df,
      @Parameter(
              value = "weights of the components, which sum to 1",
              defaultValue = "[0.5, 0.5]",
              range = "(0, 1]")
          List<Double> weights,
      @Parameter(value = "norm of the components' means", defaultValue = "0", range = "[0, inf)")
          double separation) {
    /** Validates the ranges and the sum of the weights. */
    public Config {
      Range.parse("[3, 10000]").require("df", df);
      Range.parse("[0, inf)").require("separation", separation);
      weights = List.copyOf(weights);
      weights.forEach(weight -> Range.parse("(0, 1]").require("weights", weight));
      double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
      if (Math.abs(sum - 1) > 1e-12) {
        throw new InvalidValueException("weights", weights, "a list of numbers with the sum 1");
      }
    }
  }

  /** Creates the factory. */
  public EllipticalMixtureFactory() {}

  @Override
  public String name() {
    return "elliptical-mixture";
  }

  @Override
  public String summary() {
    return "heavy tails: x = mu_c + sqrt((df - 2)/chi^2_df) Sigma_c^(1/2) z, each Sigma_c with one"
        + " spike of the scaling's strength";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public DataModel create(Config config, ComponentContext context) {
    int n = context.sizes().n();
    return new EllipticalMixture(config, n, context.scaling().spread(n));
  }
}

package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Target;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Labels of a single-index model, y = s(xi^T x) + delta eps, with ||xi|| = 1/sqrt(||Sigma_bar||) so
 * that labels stay of order one (Demir and Dogan, section 2 and assumption A.5).
 */
public final class SingleIndexFactory implements TargetFactory<SingleIndexFactory.Config> {
  /** Creates the factory. */
  public SingleIndexFactory() {}

  /**
   * The parameters.
   *
   * @param activation the link function s
   * @param direction the direction of xi
   * @param norm the norm of xi
   * @param noise the standard deviation delta of the label noise
   */
  public record Config(
      @Parameter(value = "link function s", defaultValue = "{\"type\": \"relu\"}")
          Activation activation,
      @Parameter(
              value =
                  "direction of xi: random (uniform), or aligned with the sum of the components'"
                      + " first spikes' directions",
              defaultValue = "\"random\"")
          Direction direction,
      @Parameter(
              value = "norm of xi; absent: 1/sqrt of the operator norm of the average covariance",
              range = "[0, inf)")
          OptionalDouble norm,
      @Parameter(
              value = "standard deviation delta of the label noise",
              defaultValue = "0",
              range = "[0, inf)")
          double noise) {
    /** Validates the ranges. */
    public Config {
      Objects.requireNonNull(activation, "activation");
      Objects.requireNonNull(direction, "direction");
      norm.ifPresent(value -> Range.parse("[0, inf)").require("norm", value));
      Range.parse("[0, inf)").require("noise", noise);
    }
  }

  @Override
  public String name() {
    return "single-index";
  }

  @Override
  public String summary() {
    return "y = s(xi^T x) + delta eps";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  /**
   * Returns the target; its {@code draw} refuses a population whose components' first spikes have
   * no sum to be aligned with.
   */
  @Override
  public Target create(Config config, ComponentContext context) {
    return (population, streams) -> {
      List<double[]> units = config.direction().draw(1, population, streams.stream("xi"));
      double[] xi = Projections.scaled(units, config.norm(), population).get(0);
      return new SingleIndex(xi, config.activation(), config.noise());
    };
  }
}

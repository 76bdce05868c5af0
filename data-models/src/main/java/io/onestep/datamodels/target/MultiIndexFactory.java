package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Target;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Labels of a multi-index model: the sum over sqrt(R), or the product, of R indices s_r(xi_r^T x),
 * with ||xi_r|| = 1/sqrt(||Sigma_bar||) so that labels stay of order one.
 */
public final class MultiIndexFactory implements TargetFactory<MultiIndexFactory.Config> {
  /** Creates the factory. */
  public MultiIndexFactory() {}

  /**
   * The parameters.
   *
   * @param activations the link functions s_r, one for each index
   * @param combine how the indices are combined
   * @param direction how the directions xi_r lie
   * @param norm the norm of each xi_r
   * @param noise the standard deviation delta of the label noise
   */
  public record Config(
      @Parameter(
              value = "link functions s_r, one for each of the R indices",
              defaultValue = "[{\"type\": \"relu\"}, {\"type\": \"tanh\"}]")
          List<Activation> activations,
      @Parameter(
              value = "how the indices are combined: their sum over sqrt(R), or their product",
              defaultValue = "\"sum\"")
          Combination combine,
      @Parameter(
              value =
                  "directions xi_r: random (orthogonal, uniform), or aligned, each with the sum of"
                      + " the components' r-th spikes' directions",
              defaultValue = "\"random\"")
          Direction direction,
      @Parameter(
              value =
                  "norm of each xi_r; absent: 1/sqrt of the operator norm of the average"
                      + " covariance",
              range = "[0, inf)")
          OptionalDouble norm,
      @Parameter(
              value = "standard deviation delta of the label noise",
              defaultValue = "0",
              range = "[0, inf)")
          double noise) {
    /** Validates that there is an index, and the ranges. */
    public Config {
      activations = List.copyOf(activations);
      if (activations.isEmpty()) {
        throw new InvalidValueException("activations", "empty", "a list of at least one");
      }
      Objects.requireNonNull(combine, "combine");
      Objects.requireNonNull(direction, "direction");
      norm.ifPresent(value -> Range.parse("[0, inf)").require("norm", value));
      Range.parse("[0, inf)").require("noise", noise);
    }
  }

  @Override
  public String name() {
    return "multi-index";
  }

  @Override
  public String summary() {
    return "y = (1/sqrt R) sum_r s_r(xi_r^T x) + delta eps, or the product in place of the sum";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  /** Returns the target. */
  @Override
  public Target create(Config config, ComponentContext context) {
    int count = config.activations().size();
    if (config.direction() == Direction.RANDOM && count > context.sizes().n()) {
      throw new InvalidValueException(
          "activations", "a list of " + count, "at most n = " + context.sizes().n() + " long");
    }
    return (population, streams) -> {
      List<double[]> units = config.direction().draw(count, population, streams.stream("xi"));
      return new MultiIndex(
          Projections.scaled(units, config.norm(), population),
          config.activations(),
          config.combine(),
          config.noise());
    };
  }
}

package io.onestep.datamodels.target;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.data.Target;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.network.Activation;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.mixture.AverageCovariance;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Labels of a single-index model, y = s(xi^T x) + delta eps, with ||xi|| = 1/sqrt(||Sigma_bar||) so
 * that labels stay of order one (Demir and Dogan, section 2 and assumption A.5).
 */
public final class SingleIndexFactory implements TargetFactory<SingleIndexFactory.Config> {
  /** A sum of unit vectors that is as short as this has no direction but that of rounding. */
  private static final double VANISHING = 1e-8;

  /** Creates the factory. */
  public SingleIndexFactory() {}

  /** The direction of xi. */
  public enum Direction {
    /** Uniform on the sphere. */
    RANDOM,
    /** That of the sum of the components' first spikes' directions, g_{1,1} + g_{2,1}. */
    ALIGNED
  }

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
    return (population, streams) -> draw(config, population, streams);
  }

  private static SingleIndex draw(Config config, Population population, RandomStreams streams) {
    double[] direction =
        config.direction() == Direction.RANDOM
            ? streams.stream("xi").gaussians(population.dimension())
            : sumOfFirstDirections(population.components());
    double norm =
        config
            .norm()
            .orElseGet(
                () -> 1 / Math.sqrt(new AverageCovariance(population.components()).operatorNorm()));
    double length = Math.sqrt(Arrays.stream(direction).map(g -> g * g).sum());
    double[] xi = Arrays.stream(direction).map(g -> g * (norm / length)).toArray();
    return new SingleIndex(xi, config.activation(), config.noise());
  }

  private static double[] sumOfFirstDirections(List<MixtureComponent> components) {
    double[] sum = new double[components.get(0).mean().length];
    for (int c = 0; c < components.size(); c++) {
      if (!(components.get(c).covariance() instanceof SpikedCovariance covariance)
          || covariance.spikes().isEmpty()) {
        throw notAligned("component " + (c + 1) + " has none");
      }
      double[] g = covariance.spikes().get(0).direction();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += g[i];
      }
    }
    if (Math.sqrt(Arrays.stream(sum).map(g -> g * g).sum()) < VANISHING) {
      throw notAligned("they sum to zero");
    }
    return sum;
  }

  private static InvalidInputException notAligned(String reason) {
    return new InvalidInputException(
        "",
        "target single-index: direction \"aligned\" needs a first spike's direction of each"
            + " component, but "
            + reason
            + "; \"random\" needs none");
  }
}

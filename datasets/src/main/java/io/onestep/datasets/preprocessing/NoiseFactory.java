package io.onestep.datasets.preprocessing;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStreams;

/**
 * Adds noise N(0, variance I), fresh for each drawn sample: with variance 1 it is the identity in
 * the covariances of the theory.
 */
public final class NoiseFactory implements PreprocessingFactory<NoiseFactory.Config> {
  /** Creates the factory. */
  public NoiseFactory() {}

  /**
   * The parameters.
   *
   * @param variance the variance of the noise
   */
  public record Config(
      @Parameter(value = "variance of the noise", defaultValue = "1", range = "[0, inf)")
          double variance) {
    /** Validates the range. */
    public Config {
      Range.parse("[0, inf)").require("variance", variance);
    }
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public String summary() {
    return "adds fresh noise N(0, variance I) to each drawn sample";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new Noise(config.variance());
  }

  private record Noise(double variance) implements Preprocessing {
    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      return new ClassedInputs(
          inputs.classes().stream().map(c -> c.withNoise(c.noise() + variance)).toList());
    }
  }
}

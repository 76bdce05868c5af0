package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Population;
import io.onestep.api.data.Target;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Labels given by a random two-layer network, y = (1/sqrt k*) sum_j a_j s(w_j^T x) + delta eps. The
 * w_j are independent and uniform on the sphere of radius 1/sqrt(||Sigma_bar||), so that labels
 * stay of order one whatever the width k*.
 */
public final class TeacherNetworkFactory implements TargetFactory<TeacherNetworkFactory.Config> {
  /** Creates the factory. */
  public TeacherNetworkFactory() {}

  /** The law of the second layer's independent weights a_j. */
  public enum SecondLayer {
    /** Standard normal. */
    NORMAL {
      @Override
      double draw(RandomStream random) {
        return random.nextGaussian();
      }
    },
    /** 1 or -1 with equal probability. */
    SIGN {
      @Override
      double draw(RandomStream random) {
        return random.nextBoolean() ? 1 : -1;
      }
    };

    abstract double draw(RandomStream random);
  }

  /**
   * The parameters.
   *
   * @param width the width k*
   * @param activation the activation s
   * @param secondLayer the law of the second layer's weights
   * @param norm the norm of each row w_j of the first layer
   * @param noise the standard deviation delta of the label noise
   */
  public record Config(
      @Parameter(value = "width k* of the network", defaultValue = "10", range = "[1, inf)")
          int width,
      @Parameter(value = "activation s", defaultValue = "{\"type\": \"relu\"}")
          Activation activation,
      @Parameter(
              value = "second layer's weights a_j: standard normal, or 1 and -1",
              defaultValue = "\"normal\"")
          SecondLayer secondLayer,
      @Parameter(
              value =
                  "norm of each row of the first layer; absent: 1/sqrt of the operator norm of the"
                      + " average covariance",
              range = "[0, inf)")
          OptionalDouble norm,
      @Parameter(
              value = "standard deviation delta of the label noise",
              defaultValue = "0",
              range = "[0, inf)")
          double noise) {
    /** Validates the ranges. */
    public Config {
      Range.parse("[1, inf)").require("width", width);
      Objects.requireNonNull(activation, "activation");
      Objects.requireNonNull(secondLayer, "secondLayer");
      norm.ifPresent(value -> Range.parse("[0, inf)").require("norm", value));
      Range.parse("[0, inf)").require("noise", noise);
    }
  }

  @Override
  public String name() {
    return "teacher-network";
  }

  @Override
  public String summary() {
    return "y = (1/sqrt k*) sum_j a_j s(w_j^T x) + delta eps, a random two-layer network";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Target create(Config config, ComponentContext context) {
    return (population, streams) -> draw(config, population, streams);
  }

  private static TeacherNetwork draw(Config config, Population population, RandomStreams streams) {
    RandomStream rows = streams.stream("W");
    List<double[]> units =
        Stream.generate(() -> Direction.RANDOM.draw(1, population, rows).get(0))
            .limit(config.width())
            .toList();
    RandomStream weights = streams.stream("a");
    double[] a = new double[config.width()];
    for (int j = 0; j < a.length; j++) {
      a[j] = config.secondLayer().draw(weights);
    }
    return new TeacherNetwork(
        Projections.scaled(units, config.norm(), population),
        a,
        config.activation(),
        config.noise());
  }
}

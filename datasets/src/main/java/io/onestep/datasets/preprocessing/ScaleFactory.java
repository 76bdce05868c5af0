package io.onestep.datasets.preprocessing;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Multiplies all inputs by sqrt(spread / Tr S), S the mean of the classes' covariances. Without a
 * spread of its own it is that of the experiment's scaling, n^(beta (1 - alpha)).
 */
public final class ScaleFactory implements PreprocessingFactory<ScaleFactory.Config> {
  /** Creates the factory. */
  public ScaleFactory() {}

  /**
   * The parameters.
   *
   * @param spread the trace that S gets
   */
  public record Config(
      @Parameter(
              value = "trace that the mean of the covariances gets; null: n^(beta (1 - alpha))",
              range = "(0, inf)")
          OptionalDouble spread) {
    /** Validates the range. */
    public Config {
      spread.ifPresent(s -> Range.parse("(0, inf)").require("spread", s));
    }
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String summary() {
    return "multiplies all inputs so that the mean of the classes' traces is the data spread";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new Scale(
        config.spread().orElseGet(() -> context.scaling().spread(context.sizes().n())));
  }

  private record Scale(double spread) implements Preprocessing {
    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      List<InputClass> classes = inputs.classes();
      double trace = classes.stream().mapToDouble(Multiple::positiveTrace).sum() / classes.size();
      double factor = Math.sqrt(spread / trace);
      return new ClassedInputs(classes.stream().map(c -> Multiple.of(c, factor)).toList());
    }
  }
}

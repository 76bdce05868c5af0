package io.onestep.datasets.preprocessing;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.data.PreprocessingFactory;
import io.onestep.api.random.RandomStreams;

/**
 * Multiplies class c by sqrt(Tr S_1 / Tr S_c), so that all classes have the trace of the first, as
 * assumption A.4 of the paper asks.
 */
public final class EqualizeTracesFactory
    implements PreprocessingFactory<EqualizeTracesFactory.Config> {
  /** Creates the factory. */
  public EqualizeTracesFactory() {}

  /** No parameters. */
  public record Config() {}

  @Override
  public String name() {
    return "equalize-traces";
  }

  @Override
  public String summary() {
    return "multiplies each class so that all covariances have the trace of the first";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Preprocessing create(Config config, ComponentContext context) {
    return new EqualTraces();
  }

  private record EqualTraces() implements Preprocessing {
    @Override
    public ClassedInputs apply(ClassedInputs inputs, RandomStreams streams) {
      double first = Multiple.positiveTrace(inputs.classes().get(0));
      return new ClassedInputs(
          inputs.classes().stream()
              .map(c -> Multiple.of(c, Math.sqrt(first / Multiple.positiveTrace(c))))
              .toList());
    }
  }
}

package io.onestep.engine.trial;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.DiagnosticFactory;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.diagnostic.Verdict;
import io.onestep.api.parameter.Parameter;
import java.util.Arrays;
import java.util.List;

/** Makes a diagnostic that says what it has been given, to the last bit. */
public final class FingerprintFactory implements DiagnosticFactory<FingerprintFactory.Config> {
  /** A parameter that has a default. */
  public record Config(@Parameter(value = "a mark", defaultValue = "\"default\"") String mark) {}

  @Override
  public String name() {
    return "fingerprint";
  }

  @Override
  public String summary() {
    return "what a diagnostic is given";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Diagnostic create(Config config, ComponentContext context) {
    return (population, labelling, sizes, scaling, learner, algebra) ->
        List.of(
            new Finding(
                "fingerprint",
                Verdict.HOLDS,
                config.mark() + "\n" + of(population, labelling) + "\n" + sizes + scaling));
  }

  static String of(Population population, Labelling labelling) {
    SpikedCovariance covariance = (SpikedCovariance) population.components().get(1).covariance();
    return Arrays.toString(covariance.spikes().get(0).direction())
        + labelling.directions().stream().map(Arrays::toString).toList();
  }
}

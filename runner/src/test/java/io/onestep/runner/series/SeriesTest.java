package io.onestep.runner.series;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.result.RunResult;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private final Engine engine =
      Guice.createInjector(new EngineModule(Catalogue.load(getClass().getClassLoader())))
          .getInstance(Engine.class);

  private RunResult run(String path, String values) throws InterruptedException {
    return engine.run(
        engine.read(
            """
            {"name": "test", "sizes": {"n": 20, "m": 15, "k": 10, "m_test": 15},
             "data": {"type": "structured-mixture"}, "target": {"type": "single-index"},
             "activations": [{"type": "leaky-relu", "slope": 0.2}, {"type": "relu"}],
             "learner": {"type": "one-gradient-step"},
             "models": [{"type": "network"}, {"type": "hermite", "degree": 2}],
             "readouts": [{"type": "ridge"}], "trials": 2,
             "sweep": [{"name": "swept", "path": "%s", "values": %s}]}
            """
                .formatted(path, values),
            "test"),
        RunListener.SILENT);
  }

  /** The legend says what the verdicts say; it would be wrong at all points but one else. */
  @Test
  void whatIsSweptGoesByWhatItsNamesHaveInCommon() throws InterruptedException {
    RunResult slopes = run("/activations/0/slope", "[0.1, 0.3]");
    assertThat(Series.of(slopes, slopes.experiment().spec().figure()))
        .extracting(Series::name)
        .containsExactly(
            "leaky-relu, network", "leaky-relu, hermite-2", "relu, network", "relu, hermite-2");
    assertThat(engine.verdicts(slopes).lines("generalization_error"))
        .anyMatch(line -> line.startsWith("  leaky-relu, hermite-2 against network: "));
    RunResult degrees = run("/models/1/degree", "[1, 3]");
    assertThat(Series.of(degrees, degrees.experiment().spec().figure()))
        .extracting(Series::name)
        .containsExactly(
            "leaky-relu(0.2), network",
            "leaky-relu(0.2), hermite",
            "relu, network",
            "relu, hermite");
  }
}

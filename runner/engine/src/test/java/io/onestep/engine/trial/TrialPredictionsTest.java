package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.execution.Measurement;
import io.onestep.api.prediction.Prediction;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.prediction.PredictorFactory;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.Engine;
import io.onestep.engine.EngineModule;
import io.onestep.engine.RunListener;
import io.onestep.engine.catalogue.Catalogue;
import io.onestep.engine.result.RunResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of predictions, in whichever order they are given. */
class TrialPredictionsTest {
  private record Given(boolean networkFirst) implements PredictorFactory<Given.Empty> {
    record Empty() {}

    @Override
    public String name() {
      return "given";
    }

    @Override
    public String summary() {
      return "predicts what a test says";
    }

    @Override
    public Class<Empty> configType() {
      return Empty.class;
    }

    @Override
    public Predictor create(Empty config, ComponentContext context) {
      return new Predictor() {
        @Override
        public boolean usesNetwork(PredictionSetting setting) {
          return false;
        }

        @Override
        public List<Prediction> predict(
            PredictionSetting setting, RandomStreams streams, LinearAlgebra algebra) {
          List<Prediction> predictions = new ArrayList<>();
          predictions.add(new Prediction(0, 0, "generalization_error", 2));
          predictions.add(new Prediction(1, 0, "generalization_error", 3));
          if (!networkFirst) {
            Collections.reverse(predictions);
          }
          return predictions;
        }

        @Override
        public List<String> caveats(PredictionSetting setting) {
          return List.of();
        }
      };
    }
  }

  /** A predicted 3 is half of 2 more than 2. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theGapIsPredictedInAnyOrder(boolean networkFirst) throws InterruptedException {
    Catalogue catalogue = Catalogue.load(getClass().getClassLoader()).with(new Given(networkFirst));
    Engine engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
    RunResult result =
        engine.run(
            engine.read(
                """
                {"name": "test", "sizes": {"n": 20, "m": 15, "k": 10},
                 "data": {"type": "structured-mixture"}, "target": {"type": "single-index"},
                 "activations": [{"type": "relu"}], "learner": {"type": "one-gradient-step"},
                 "models": [{"type": "network"}, {"type": "linear"}],
                 "readouts": [{"type": "ridge"}], "trials": 1, "simulation": false,
                 "theory": {"type": "given"}}
                """,
                "test"),
            RunListener.SILENT);
    assertThat(result.completed().get(0).measurements())
        .containsExactlyInAnyOrder(
            predicted("network", "generalization_error", 2),
            predicted("linear", "generalization_error", 3),
            predicted("linear", "relative_gap", 0.5));
  }

  private static Measurement predicted(String model, String metric, double value) {
    return new Measurement("relu", model, "ridge", metric, "theory", value);
  }
}

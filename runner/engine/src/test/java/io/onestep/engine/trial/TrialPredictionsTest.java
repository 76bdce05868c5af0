package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.BrokenComponentException;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of predictions, in whichever order they are given. */
class TrialPredictionsTest {
  private record Given(List<Prediction> predictions) implements PredictorFactory<Given.Empty> {
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
          return predictions;
        }

        @Override
        public List<String> caveats(PredictionSetting setting) {
          return List.of();
        }
      };
    }
  }

  private static RunResult run(Prediction... predictions) throws InterruptedException {
    Catalogue catalogue =
        Catalogue.load(TrialPredictionsTest.class.getClassLoader())
            .with(new Given(List.of(predictions)));
    Engine engine = Guice.createInjector(new EngineModule(catalogue)).getInstance(Engine.class);
    return engine.run(
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
  }

  /** A predicted 3 is half of 2 more than 2. */
  @Test
  void theGapIsPredictedInAnyOrder() throws InterruptedException {
    Prediction ofNetwork = new Prediction(0, 0, "generalization_error", 2);
    Prediction ofLinear = new Prediction(1, 0, "generalization_error", 3);
    for (RunResult result : List.of(run(ofNetwork, ofLinear), run(ofLinear, ofNetwork))) {
      assertThat(result.completed().get(0).measurements())
          .containsExactlyInAnyOrder(
              predicted("network", "generalization_error", 2),
              predicted("linear", "generalization_error", 3),
              predicted("linear", "relative_gap", 0.5));
    }
  }

  /** Two rows of a table could not be told apart. */
  @Test
  void theGapIsNotPredictedTwice() {
    assertThatThrownBy(() -> run(new Prediction(1, 0, "relative_gap", 0.5)))
        .isInstanceOf(BrokenComponentException.class)
        .hasMessageContaining(
            "predict gives relative_gap, which follows from the generalization_error of models");
  }

  private static Measurement predicted(String model, String metric, double value) {
    return new Measurement("relu", model, "ridge", metric, "theory", value);
  }
}

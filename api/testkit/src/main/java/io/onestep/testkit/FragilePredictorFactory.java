package io.onestep.testkit;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.NumericalException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.prediction.Prediction;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.prediction.PredictorFactory;
import io.onestep.api.random.RandomStreams;
import java.util.List;

/**
 * Makes a predictor that fails for one activation, and predicts 2 for the others: for tests of what
 * becomes of failures. It is no component by itself; a test's services file may name it.
 */
public final class FragilePredictorFactory
    implements PredictorFactory<FragilePredictorFactory.Config> {
  /**
   * The configuration.
   *
   * @param fails the label of the activation that it fails for
   * @param silent whether it predicts NaN instead of saying what is wrong
   */
  public record Config(
      @Parameter(value = "activation that it fails for", defaultValue = "\"tanh\"") String fails,
      @Parameter(value = "predicts NaN", defaultValue = "false") boolean silent) {}

  /** Creates the factory. */
  public FragilePredictorFactory() {}

  @Override
  public String name() {
    return "fragile";
  }

  @Override
  public String summary() {
    return "fails for one activation";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Predictor create(Config config, ComponentContext context) {
    return new Predictor() {
      @Override
      public boolean usesNetwork(PredictionSetting setting) {
        return true;
      }

      @Override
      public List<Prediction> predict(
          PredictionSetting setting, RandomStreams streams, LinearAlgebra algebra) {
        boolean fails = setting.activation().label().equals(config.fails());
        if (fails && !config.silent()) {
          throw new NumericalException("the equation for kappa has no root");
        }
        return List.of(
            new Prediction(0, 0, "training_error", 2),
            new Prediction(0, 0, "generalization_error", fails ? Double.NaN : 2));
      }

      @Override
      public List<String> caveats(PredictionSetting setting) {
        return List.of();
      }
    };
  }
}

package io.onestep.equivalence.prediction;

import io.onestep.api.prediction.Generalization;
import io.onestep.api.prediction.Predictor;
import io.onestep.testkit.GeneralizationContract;
import io.onestep.testkit.PredictorContract;
import org.junit.jupiter.api.Nested;

class PredictionContractsTest {
  private static Predictor ridge(FirstLayer firstLayer, Regularisations regularisations) {
    return new RidgePredictor(
        new RidgePredictorFactory.Config(firstLayer, MomentMethod.EXACT, regularisations, 1e-9));
  }

  @Nested
  class Exact extends GeneralizationContract {
    @Override
    protected Generalization generalization() {
      return new ExactGeneralization(1e-9);
    }
  }

  @Nested
  class Averaged extends PredictorContract {
    @Override
    protected Predictor predictor() {
      return ridge(FirstLayer.AVERAGED, Regularisations.ONE);
    }
  }

  @Nested
  class Trained extends PredictorContract {
    @Override
    protected Predictor predictor() {
      return ridge(FirstLayer.TRAINED, Regularisations.ONE);
    }
  }

  @Nested
  class Grouped extends PredictorContract {
    @Override
    protected Predictor predictor() {
      return ridge(FirstLayer.TRAINED, Regularisations.SEVERAL);
    }
  }
}

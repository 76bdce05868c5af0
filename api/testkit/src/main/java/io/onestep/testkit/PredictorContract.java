package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Labelling;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.prediction.Prediction;
import io.onestep.api.prediction.PredictionSetting;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Predictor} does, tested on a small ReLU network with a ridge readout: finite
 * predictions of models and readouts that there are, the same from the same streams, and words
 * where there is nothing to predict. That predictions are right is for tests of its own.
 */
public abstract class PredictorContract {
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();

  /** Creates the contract. */
  protected PredictorContract() {}

  /**
   * Supplies what is tested.
   *
   * @return the predictor
   */
  protected abstract Predictor predictor();

  /** Predictions are finite, belong to a model and a readout, and none is made twice. */
  @Test
  protected final void predictionsAreFiniteAndOfWhatThereIs() {
    List<Prediction> predictions = predict(PredictionFixture.labelling());
    assertThat(predictions)
        .isNotEmpty()
        .allSatisfy(
            p -> {
              assertThat(p.value()).as(p.metric()).isFinite();
              assertThat(p.model()).isZero();
              assertThat(p.readout()).isZero();
              assertThat(p.metric()).matches("[a-z][a-z0-9_]*");
            });
    assertThat(predictions).extracting(Prediction::metric).doesNotHaveDuplicates();
  }

  /** The same streams give the same predictions. */
  @Test
  protected final void predictionsAreAFunctionOfTheStreams() {
    assertThat(predict(PredictionFixture.labelling()))
        .isEqualTo(predict(PredictionFixture.labelling()));
  }

  /** Of labels of which nothing is known nothing is predicted, and a caveat says so. */
  @Test
  protected final void labelsOfNoLawAreNotPredicted() {
    Labelling unknown = PredictionFixture.unknownLabelling();
    assertThat(predict(unknown)).isEmpty();
    assertThat(predictor().caveats(setting(unknown, Optional.empty())))
        .isNotEmpty()
        .allSatisfy(caveat -> assertThat(caveat).isNotBlank());
  }

  private List<Prediction> predict(Labelling labelling) {
    boolean network = predictor().usesNetwork(setting(labelling, Optional.empty()));
    Optional<TrainedNetwork> given =
        network ? Optional.of(PredictionFixture.network()) : Optional.empty();
    return predictor()
        .predict(
            setting(labelling, given), PredictionFixture.STREAMS.child("predictor", 0), ALGEBRA);
  }

  private static PredictionSetting setting(Labelling labelling, Optional<TrainedNetwork> network) {
    int n = PredictionFixture.POPULATION.dimension();
    int m = PredictionFixture.SAMPLES;
    return new PredictionSetting(
        PredictionFixture.POPULATION,
        labelling,
        new Sizes(n, PredictionFixture.WIDTH, m, m, m),
        new Scaling(0.5, 0.5),
        new OneStep(OptionalDouble.of(0.5)),
        PredictionFixture.RELU,
        List.of(PredictionFixture.model()),
        List.of(new Ridge()),
        network);
  }

  private static final class Ridge implements Readout {
    @Override
    public String label() {
      return "ridge";
    }

    @Override
    public Fit fit(Matrix features, double[] y, LinearAlgebra algebra) {
      throw new UnsupportedOperationException("a prediction fits nothing");
    }

    @Override
    public OptionalDouble ridgePenalty() {
      return OptionalDouble.of(0.01);
    }
  }
}

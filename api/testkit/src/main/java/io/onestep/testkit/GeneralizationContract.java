package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.prediction.Generalization;
import io.onestep.api.setting.Sizes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Generalization} does: its errors are those of a large test sample. */
public abstract class GeneralizationContract {
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();
  private static final int TEST_SAMPLES = 200_000;

  /** Creates the contract. */
  protected GeneralizationContract() {}

  /**
   * Supplies what is tested.
   *
   * @return a way to compute generalization errors
   */
  protected abstract Generalization generalization();

  /**
   * In each component, errors are those of its share of 200,000 test samples of a ReLU network,
   * within 5 standard errors.
   */
  @Test
  protected final void errorsAreThoseOfALargeTestSample() {
    TrainedNetwork network = PredictionFixture.network();
    double[] w = PredictionFixture.STREAMS.stream("readout").gaussians(PredictionFixture.WIDTH);
    double[] zero = new double[w.length];
    double[][] errors =
        generalization()
            .errors(
                network,
                PredictionFixture.model(),
                PredictionFixture.POPULATION,
                PredictionFixture.labelling(),
                List.of(w, zero),
                ALGEBRA);
    assertThat(errors).hasNumberOfRows(2);
    checkError(network, w, errors[0]);
    checkError(network, zero, errors[1]);
  }

  private static void checkError(TrainedNetwork network, double[] w, double[] errors) {
    Inputs test =
        PredictionFixture.POPULATION
            .sample(List.of(TEST_SAMPLES), PredictionFixture.STREAMS.child("test", 0))
            .get(0);
    double[] y =
        PredictionFixture.labelling().label(test, PredictionFixture.STREAMS.stream("labels"));
    Matrix u = Matrix.zeros(TEST_SAMPLES, w.length);
    ALGEBRA.multiplyTransposed(1, test.x(), network.f(), 0, u);
    int components = PredictionFixture.POPULATION.componentCount();
    double[] sum = new double[components];
    double[] square = new double[components];
    int[] count = new int[components];
    for (int i = 0; i < TEST_SAMPLES; i++) {
      double prediction = 0;
      for (int j = 0; j < w.length; j++) {
        prediction += w[j] * Math.max(0, u.get(i, j)) / Math.sqrt(w.length);
      }
      double half = (y[i] - prediction) * (y[i] - prediction) / 2;
      int c = test.component()[i];
      sum[c] += half;
      square[c] += half * half;
      count[c]++;
    }
    assertThat(errors).hasSize(components);
    for (int c = 0; c < components; c++) {
      double mean = sum[c] / count[c];
      double variance = (square[c] / count[c] - mean * mean) / count[c];
      assertThat(errors[c]).isCloseTo(mean, within(5 * Math.sqrt(variance)));
    }
  }

  /** In a room that others have used errors are the same, and take no more than is said. */
  @Test
  protected final void saysWhatItTakesOfTheTrialsRoom() {
    UsedRoom room = new UsedRoom();
    assertThat(errors(new ReferenceLinearAlgebra(room))).isDeepEqualTo(errors(ALGEBRA));
    Sizes sizes =
        new Sizes(
            PredictionFixture.POPULATION.dimension(),
            PredictionFixture.WIDTH,
            1,
            PredictionFixture.SAMPLES,
            1);
    assertThat(generalization().memory(sizes)).isGreaterThanOrEqualTo(room.bytes());
  }

  private double[][] errors(LinearAlgebra algebra) {
    double[] w = PredictionFixture.STREAMS.stream("readout").gaussians(PredictionFixture.WIDTH);
    return generalization()
        .errors(
            PredictionFixture.network(),
            PredictionFixture.model(),
            PredictionFixture.POPULATION,
            PredictionFixture.labelling(),
            List.of(w),
            algebra);
  }

  private void requireApplicable(Labelling labelling) {
    generalization()
        .requireApplicable(
            PredictionFixture.model(),
            PredictionFixture.network().activation(),
            PredictionFixture.POPULATION,
            labelling);
  }

  /** Labels of which nothing is known are refused in words, and before a run begins. */
  @Test
  protected final void labelsOfNoLawAreRefused() {
    Labelling unknown = PredictionFixture.unknownLabelling();
    assertThatThrownBy(
            () ->
                generalization()
                    .errors(
                        PredictionFixture.network(),
                        PredictionFixture.model(),
                        PredictionFixture.POPULATION,
                        unknown,
                        List.of(new double[PredictionFixture.WIDTH]),
                        ALGEBRA))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("labels");
    assertThatThrownBy(() -> requireApplicable(unknown))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("labels");
    requireApplicable(PredictionFixture.labelling());
  }
}

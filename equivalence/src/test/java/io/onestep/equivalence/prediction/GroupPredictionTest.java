package io.onestep.equivalence.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.SampleMean;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The share of wrong signs. */
class GroupPredictionTest {
  /** Predictions of deviation s and correlation r with z, for labels that are the sign of z - t. */
  private static GroupPrediction prediction(double t, double mean, double s, double r) {
    double labelMean = -Erf.erf(t / Math.sqrt(2));
    double slope = Math.sqrt(2 / Math.PI) * Math.exp(-t * t / 2);
    double explained = mean * labelMean + r * s * slope;
    double error = (1 - 2 * explained + s * s + mean * mean) / 2;
    return new GroupPrediction(1, labelMean, error, mean, s * s);
  }

  /** Class labels: P(y (mean + s z) < 0). */
  @Test
  void constantLabels() {
    double expected = Erf.erfc(0.6 / 0.5 / Math.sqrt(2)) / 2;
    assertThat(new GroupPrediction(1, 1, 0.3, 0.6, 0.25).classificationError())
        .isCloseTo(expected, within(1e-15));
    assertThat(new GroupPrediction(1, -1, 0.3, 0.6, 0.25).classificationError())
        .isCloseTo(1 - expected, within(1e-15));
  }

  /** Centred: the angle between prediction and label over pi (Sheppard, 1899). */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.9, 0, 0.3, 0.99, 0.999999, 1})
  void angle(double r) {
    assertThat(prediction(0, 0, 0.7, r).classificationError())
        .isCloseTo(Math.acos(r) / Math.PI, within(1e-8));
  }

  /** What is left of the square of nearly equal predictions minus their mean's may be negative. */
  @Test
  void predictionsThatHardlyVary() {
    assertThat(new GroupPrediction(1, 1, 0, 1, -1e-17).classificationError()).isZero();
    assertThat(new GroupPrediction(1, -1, 2, 1, -1e-17).classificationError()).isEqualTo(1);
    // Labels +1 or -1 alike, and predictions near 1: half are wrong.
    assertThat(new GroupPrediction(1, 0, 1, 1, -1e-17).classificationError())
        .isCloseTo(0.5, within(1e-7));
    assertThat(new GroupPrediction(1, 0, 0.5, 0, 0).classificationError()).isEqualTo(0.5);
  }

  /** Thresholds and means against 200 000 samples at 5 standard errors. */
  @ParameterizedTest
  @CsvSource({"0.8, 0.5, 0.7, 0.6", "-0.8, 0.5, 0.7, 0.6", "1.5, -0.3, 2, 0.95", "0, 1, 0.1, 0.2"})
  void samples(double t, double mean, double s, double r) {
    RandomStream random = RandomStreams.of(3).stream("samples");
    SampleMean wrong = new SampleMean();
    for (int i = 0; i < 200_000; i++) {
      double z = random.nextGaussian();
      double y = mean + s * (r * z + Math.sqrt(1 - r * r) * random.nextGaussian());
      wrong.add((z > t) == (y > 0) ? 0 : 1);
    }
    assertThat(prediction(t, mean, s, r).classificationError())
        .isCloseTo(wrong.mean(), within(5 * wrong.standardError()));
  }
}

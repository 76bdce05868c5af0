package io.onestep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.benchmark.Measurements.Quantity;
import io.onestep.benchmark.Ratios.Ratio;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeasurementsTest {
  private static Measurements measurements(boolean numpy) {
    Measurements measurements = new Measurements();
    for (double seconds : new double[] {3, 2, 9}) {
      measurements.add("0.5", Quantity.ENGINE_SECONDS, seconds);
      measurements.add("0.5", Quantity.FLOPS, 6e9);
      measurements.add("0.5", Quantity.OUTSIDE, 0.25);
      measurements.add("0.5", Quantity.DGEMM_RATE, 4e9);
      measurements.add("0.5", Quantity.SGEMM_RATE, 8e9);
      if (numpy) {
        measurements.add("0.5", Quantity.NUMPY_SECONDS, 2 * seconds);
      }
      measurements.addPrediction(0.75);
    }
    return measurements;
  }

  @Test
  void ratiosAreThoseOfMedians() {
    assertThat(measurements(true).ratios(400, 2).all())
        .containsExactly(
            new Ratio(Measure.ENGINE_TO_NUMPY, "0.5", 0.5),
            new Ratio(Measure.RATE_TO_DGEMM, "0.5", 0.5),
            new Ratio(Measure.RATE_TO_SGEMM, "0.5", 0.25),
            new Ratio(Measure.OUTSIDE_MULTIPLICATION, "0.5", 0.25),
            new Ratio(Measure.PREDICTION_TO_TRIAL, "all", 0.25));
    assertThat(measurements(true).table()).contains("3.000", "6.000", "0.500", "25.0 %");
  }

  @Test
  void theMedianIsInTheMiddleWhateverTheOrder() {
    assertThat(predictionOver1(9, 1, 2)).isEqualTo(2);
    assertThat(predictionOver1(9, 1, 2, 4)).isEqualTo(3);
    assertThat(predictionOver1(7)).isEqualTo(7);
  }

  /** The median of predictions' seconds, beside a trial of 1 s. */
  private static double predictionOver1(double... seconds) {
    Measurements measurements = new Measurements();
    for (Quantity quantity : Quantity.values()) {
      measurements.add("1", quantity, 1);
    }
    Arrays.stream(seconds).forEach(measurements::addPrediction);
    return measurements.ratios(400, 2).all().stream()
        .filter(ratio -> ratio.measure() == Measure.PREDICTION_TO_TRIAL)
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void withoutNumpyAllElseIsThere() {
    assertThat(measurements(false).ratios(400, 2).all())
        .hasSize(4)
        .noneMatch(ratio -> ratio.measure() == Measure.ENGINE_TO_NUMPY);
    assertThat(measurements(false).table()).contains("-").doesNotContain("NaN");
  }
}

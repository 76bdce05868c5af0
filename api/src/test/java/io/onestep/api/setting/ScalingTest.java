package io.onestep.api.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingTest {
  /** Theorem 4: degree l - 1 for (l-2)/(l-1) < beta < (l-1)/l; on a boundary the lower one. */
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0.3, 1",
    "0.5, 1",
    "0.51, 2",
    "0.66, 2",
    "0.67, 3",
    "0.74, 3",
    "0.75, 3",
    "0.76, 4",
    "0.8, 4",
    "0.81, 5",
    "0.9, 9",
    "0.95, 19",
    "0.99, 99"
  })
  void degreeFollowsTheStrength(double beta, int degree) {
    assertThat(new Scaling(0.5, beta).hermiteDegree()).isEqualTo(degree);
  }

  @Test
  void noDegreeIsEnoughAtStrengthOne() {
    assertThat(new Scaling(0.5, 1).hermiteDegree()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void spreadTimesRateIsTheStrength() {
    Scaling scaling = new Scaling(0.3, 0.8);
    assertThat(scaling.spread(10_000)).isCloseTo(Math.pow(10, 4 * 0.56), within(1e-9));
    assertThat(scaling.spread(10_000) * scaling.learningRate(10_000))
        .isCloseTo(Math.pow(10, 3.2), within(1e-9));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> new Scaling(1.5, 0)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new Scaling(0, -0.1)).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new Scaling(Double.NaN, 0)).isInstanceOf(InvalidValueException.class);
  }
}

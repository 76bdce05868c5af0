package io.onestep.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorSumsTest {
  @Test
  void halvesMeanSquares() {
    ErrorSums sums = new ErrorSums(true);
    sums.add(1, 0, 3);
    sums.add(2, 0.5, 1);
    assertThat(sums.generalizationError()).isEqualTo((4 + 1 + 0.5) / 4);
  }

  @Test
  void countsWrongSignsWithoutNoise() {
    ErrorSums sums = new ErrorSums(true);
    sums.add(0.1, 0, 1);
    sums.add(-0.1, 0, 1);
    sums.add(-5, 0, -1);
    sums.add(0, 0, 1); // no sign is a wrong sign
    assertThat(sums.classificationError()).isEqualTo(0.5);
  }

  /** Averaging over the noise against drawing it: 10^6 draws, 5 standard errors. */
  @Test
  void averagesOverNoise() {
    ErrorSums averaged = new ErrorSums(true);
    averaged.add(0.3, 0.49, 1);
    RandomStream stream = RandomStreams.of(1).stream("noise");
    int draws = 1_000_000;
    ErrorSums drawn = new ErrorSums(true);
    for (int i = 0; i < draws; i++) {
      drawn.add(0.3 + 0.7 * stream.nextGaussian(), 0, 1);
    }
    double p = averaged.classificationError();
    assertThat(drawn.classificationError())
        .isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
    // (y - y_hat)^2 / 2 with y - y_hat ~ N(0.7, 0.49): variance (2 s^4 + 4 s^2 m^2) / 4.
    double deviation = Math.sqrt((2 * 0.49 * 0.49 + 4 * 0.49 * 0.49) / 4);
    assertThat(drawn.generalizationError())
        .isCloseTo(averaged.generalizationError(), within(5 * deviation / Math.sqrt(draws)));
  }

  @Test
  void sumsOfPartsAreThoseOfAll() {
    ErrorSums all = new ErrorSums(true);
    ErrorSums left = new ErrorSums(true);
    ErrorSums right = new ErrorSums(true);
    double[][] predictions = {{0.3, 0.1, 1}, {-0.2, 0, 1}, {0.7, 0.5, -1}};
    for (int i = 0; i < predictions.length; i++) {
      double[] p = predictions[i];
      all.add(p[0], p[1], p[2]);
      (i < 2 ? left : right).add(p[0], p[1], p[2]);
    }
    ErrorSums sum = ErrorSums.of(List.of(left, right));
    assertThat(sum.generalizationError()).isCloseTo(all.generalizationError(), within(1e-15));
    assertThat(sum.classificationError()).isCloseTo(all.classificationError(), within(1e-15));
  }
}

package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.network.Loss;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import org.junit.jupiter.api.Test;

/** What every loss keeps to. */
public abstract class LossContract {
  private static final double STEP = 1e-5;

  /** Creates the contract. */
  protected LossContract() {}

  /**
   * Returns the loss under test.
   *
   * @return the loss
   */
  protected abstract Loss loss();

  /**
   * Returns labels that the loss is meant for.
   *
   * @return by default -1, 1 and some others
   */
  protected double[] labels() {
    return new double[] {-1, 1, 0, 0.3, -2.5};
  }

  @Test
  final void valuesAreFinite() {
    for (double y : labels()) {
      for (double prediction : new double[] {0, -0.5, 3, -100, 100, y}) {
        assertThat(loss().value(prediction, y)).isFinite();
        assertThat(loss().derivative(prediction, y)).isFinite();
      }
    }
  }

  @Test
  final void nanGivesNan() {
    assertThat(loss().value(Double.NaN, labels()[0])).isNaN();
    assertThat(loss().derivative(Double.NaN, labels()[0])).isNaN();
  }

  /**
   * Central differences have an error of h^2 l'''/6 + 1e-16 |l|/h, about 1e-10 for values of order
   * one; the tolerance leaves a factor 1000. Where the second derivative jumps within the step,
   * which at random predictions is rare, the error is h/4 times the jump; the tolerance has room
   * for jumps up to 1.
   */
  @Test
  final void derivativeIsTheLimitOfDifferences() {
    RandomStream random = RandomStreams.of(5).stream("predictions");
    for (double y : labels()) {
      for (int i = 0; i < 200; i++) {
        double prediction = 3 * random.nextGaussian();
        double above = loss().value(prediction + STEP, y);
        double below = loss().value(prediction - STEP, y);
        double scale = Math.max(1, Math.abs(loss().value(prediction, y)));
        assertThat(loss().derivative(prediction, y))
            .as("the derivative at %s for the label %s", prediction, y)
            .isCloseTo((above - below) / (2 * STEP), within((1e-7 + STEP / 4) * scale));
      }
    }
  }
}

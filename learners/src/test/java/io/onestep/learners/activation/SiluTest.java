package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class SiluTest extends ActivationContract {
  private final Activation sigma = new SiluFactory().create(new SiluFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("silu");
  }

  /** Source: {@link Exact}. The derivative vanishes at the first seam. */
  @Test
  void hasTheStatedAccuracy() {
    Exact.Ulps errors =
        Exact.ulps(
            sigma, u -> Exact.sigmoid(u).multiply(u), 1.2784645427610737, 37, 708.4, 745.1, 752);
    assertThat(errors.value()).isLessThan(3);
    assertThat(errors.slope()).isLessThan(4);
  }

  @Test
  void isHalfItsArgumentForTinyArguments() {
    for (double u : new double[] {0, 1e-300, -1e-300, 1e-20, -1e-20}) {
      assertThat(sigma.value(u)).isCloseTo(u / 2, within(1e-15 * Math.abs(u)));
      assertThat(sigma.derivative(u)).isCloseTo(0.5, within(1e-16));
    }
  }

  @Test
  void isReluFarOut() {
    for (double u : new double[] {1e3, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(u);
      assertThat(sigma.value(-u)).isZero();
      assertThat(sigma.derivative(u)).isEqualTo(1);
      assertThat(sigma.derivative(-u)).isZero();
    }
  }
}

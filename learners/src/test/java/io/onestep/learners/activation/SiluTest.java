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

  /** Source: {@link Exact}. */
  @Test
  void hasTheStatedAccuracy() {
    for (double[] range : new double[][] {{-1, 1}, {-10, 10}, {-708, 0}, {0, 1e6}}) {
      Exact.Errors errors =
          Exact.errors(
              sigma, u -> u.negate().exp().add(1).reciprocal().multiply(u), range[0], range[1]);
      assertThat(errors.relative()).isLessThan(5e-16);
      assertThat(errors.slopeAbsolute()).isLessThan(3e-16);
    }
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

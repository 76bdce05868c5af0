package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class SigmoidTest extends ActivationContract {
  private final Activation sigma =
      new SigmoidFactory().create(new SigmoidFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("sigmoid");
  }

  /** Source: {@link Exact}. */
  @Test
  void hasTheStatedAccuracy() {
    Exact.Ulps errors = Exact.ulps(sigma, Exact::sigmoid, 37, 40, 708.4, 745.1);
    assertThat(errors.value()).isLessThan(3);
    assertThat(errors.slope()).isLessThan(3);
  }

  @Test
  void staysBetweenZeroAndOne() {
    RandomStream random = RandomStreams.of(1).stream("u");
    for (int i = 0; i < 200_000; i++) {
      double u = 30 + 12 * random.nextDouble();
      assertThat(sigma.value(u)).isBetween(1 - 1e-12, 1.0);
      assertThat(sigma.value(-u)).isBetween(0.0, 1e-12);
      assertThat(sigma.derivative(-u)).isBetween(0.0, 1e-12);
    }
  }

  @Test
  void isAHalfForTinyArguments() {
    for (double u : new double[] {0, Double.MIN_VALUE, -1e-300, 1e-20, -1e-20}) {
      assertThat(sigma.value(u)).isEqualTo(0.5);
      assertThat(sigma.derivative(u)).isEqualTo(0.25);
    }
  }

  @Test
  void hasItsLimitsFarOut() {
    for (double u : new double[] {750, 1e3, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(1);
      assertThat(sigma.value(-u)).isZero();
      assertThat(sigma.derivative(u)).isZero();
      assertThat(sigma.derivative(-u)).isZero();
    }
  }
}

package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.onestep.api.activation.Activation;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class TanhTest extends ActivationContract {
  private final Activation sigma = new TanhFactory().create(new TanhFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("tanh");
  }

  /** Source: {@link Exact}. */
  @Test
  void hasTheStatedAccuracy() {
    Exact.Ulps errors = Exact.ulps(sigma, Exact::tanh, 19, 20, 372.5);
    assertThat(errors.value()).isLessThan(3);
    assertThat(errors.slope()).isLessThan(3);
  }

  /** Source: the library's tanh, which is within an ulp. */
  @Test
  void hasTheStatedAccuracyAtManyPoints() {
    RandomStream random = RandomStreams.of(1).stream("u");
    for (int i = 0; i < 200_000; i++) {
      double u = 5 * random.nextGaussian() * random.nextDouble();
      double tanh = StrictMath.tanh(u);
      assertThat(Math.abs(sigma.value(u) - tanh))
          .as("the error at %s", u)
          .isLessThanOrEqualTo((3 + 1) * Math.ulp(tanh));
      assertThat(sigma.value(-u)).isEqualTo(-sigma.value(u));
      assertThat(sigma.derivative(-u)).isEqualTo(sigma.derivative(u));
    }
  }

  /** Around 19 the rounded tanh wavers between 1 and its neighbour below, never above. */
  @Test
  void neverExceedsOne() {
    RandomStream random = RandomStreams.of(1).stream("u");
    for (int i = 0; i < 200_000; i++) {
      double u = 15 + 6 * random.nextDouble();
      assertThat(sigma.value(u)).isBetween(1 - 1e-12, 1.0);
      assertThat(sigma.derivative(u)).isBetween(0.0, 1e-12);
    }
  }

  @Test
  void isCloseToItsTangentForTinyArguments() {
    for (double u : new double[] {Double.MIN_VALUE, 1e-310, 1e-300, 1e-20}) {
      assertThat(sigma.value(u)).isCloseTo(u, withinPercentage(1e-13));
      assertThat(sigma.value(-u)).isEqualTo(-sigma.value(u));
      assertThat(sigma.derivative(u)).isCloseTo(1.0, within(3e-16));
    }
    assertThat(sigma.value(0)).isZero();
  }

  @Test
  void isOneFarOut() {
    for (double u : new double[] {1e3, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(1);
      assertThat(sigma.value(-u)).isEqualTo(-1);
      assertThat(sigma.derivative(u)).isZero();
      assertThat(sigma.derivative(-u)).isZero();
    }
  }
}

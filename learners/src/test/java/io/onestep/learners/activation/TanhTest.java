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

  /**
   * Source: the library's tanh. The largest error found by trying all floats in [-12, 12] is 4e-7.
   */
  @Test
  void hasTheStatedAccuracyInSinglePrecision() {
    RandomStream random = RandomStreams.of(1).stream("u");
    for (int i = 0; i < 200_000; i++) {
      float u = (float) (8 * random.nextGaussian() * random.nextDouble());
      double tanh = StrictMath.tanh(u);
      float[] both = {u, -u};
      sigma.values(both, 0, 2);
      assertThat(Math.abs(both[0] - tanh))
          .as("the error at %s", u)
          .isLessThan(Math.min(4e-7, 6 * Math.ulp((float) tanh)));
      assertThat(both[1]).isEqualTo(-both[0]);
      float[] slope = {u};
      sigma.derivatives(slope, 0, 1);
      assertThat(slope[0]).isBetween(0f, 1f);
      assertThat((double) slope[0]).isCloseTo(1 - tanh * tanh, within(1e-6));
    }
    float[] far = {1e5f, Float.POSITIVE_INFINITY, -Float.MAX_VALUE};
    sigma.values(far, 0, 3);
    assertThat(far[0]).isCloseTo(1, within(4e-7f));
    assertThat(far[1]).isEqualTo(far[0]);
    assertThat(far[2]).isEqualTo(-far[0]);
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

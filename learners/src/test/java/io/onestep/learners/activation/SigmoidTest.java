package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  /** Source: the definition by the library's exponential. */
  @Test
  void hasTheStatedAccuracyInSinglePrecision() {
    RandomStream random = RandomStreams.of(1).stream("u");
    for (int i = 0; i < 200_000; i++) {
      float u = (float) (12 * random.nextGaussian() * random.nextDouble());
      double expected = 1 / (1 + StrictMath.exp(-u));
      float[] both = {u, u};
      sigma.values(both, 0, 1);
      sigma.derivatives(both, 1, 2);
      assertThat(both[0]).isBetween(0f, 1.0000002f);
      assertThat((double) both[0]).as("at %s", u).isCloseTo(expected, within(3e-7));
      assertThat(both[1]).isBetween(0f, 0.25f);
      assertThat((double) both[1])
          .as("at %s", u)
          .isCloseTo(expected * (1 - expected), within(3e-7));
    }
    float[] far = {-1e5f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    sigma.values(far, 0, 3);
    assertThat(far).containsExactly(new float[] {0, 0, 1}, within(3e-7f));
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

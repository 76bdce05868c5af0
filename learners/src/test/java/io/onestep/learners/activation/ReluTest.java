package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class ReluTest extends ActivationContract {
  private final Activation sigma = new ReluFactory().create(new ReluFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("relu");
  }

  @Test
  void isTheLargerOfItsArgumentAndZero() {
    assertThat(sigma.value(-3)).isZero();
    assertThat(sigma.value(0)).isZero();
    for (double u : new double[] {Double.MIN_VALUE, 1e-300, 1e-20, 2.5, 1e300}) {
      assertThat(sigma.value(u)).isEqualTo(u);
      assertThat(sigma.value(-u)).isZero();
      assertThat(sigma.derivative(u)).isEqualTo(1);
      assertThat(sigma.derivative(-u)).isZero();
    }
    assertThat(sigma.value(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(sigma.value(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(sigma.derivative(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(sigma.derivative(Double.NEGATIVE_INFINITY)).isZero();
  }

  /** By definition: Demir and Dogan's experiments have ReLU'(0) = 0. */
  @Test
  void hasAKinkAtZeroWhereItsDerivativeIsZero() {
    assertThat(sigma.kinks()).containsExactly(0);
    assertThat(sigma.derivative(0)).isZero();
    assertThat(sigma.derivative(-0.0)).isZero();
  }
}

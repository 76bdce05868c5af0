package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class SignActivationTest extends ActivationContract {
  private final Activation sigma = new SignFactory().create(new SignFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("sign");
  }

  @Test
  void isOneWithTheArgumentsSign() {
    for (double u :
        new double[] {Double.MIN_VALUE, 1e-300, 1e-20, 2.5, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(1);
      assertThat(sigma.value(-u)).isEqualTo(-1);
      assertThat(sigma.derivative(u)).isZero();
      assertThat(sigma.derivative(-u)).isZero();
    }
  }

  @Test
  void jumpsAtZero() {
    assertThat(sigma.kinks()).containsExactly(0);
    assertThat(sigma.value(0)).isZero();
    assertThat(sigma.value(-0.0)).isZero();
    assertThat(sigma.derivative(0)).isZero();
  }
}

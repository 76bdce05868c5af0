package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class IdentityTest extends ActivationContract {
  private final Activation sigma =
      new IdentityFactory().create(new IdentityFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("identity");
  }

  @Test
  void changesNothing() {
    for (double u : new double[] {0, Double.MIN_VALUE, -1e-20, 3, -1e300}) {
      assertThat(sigma.value(u)).isEqualTo(u);
      assertThat(sigma.derivative(u)).isEqualTo(1);
    }
    assertThat(sigma.value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sigma.derivative(Double.NEGATIVE_INFINITY)).isEqualTo(1);
  }
}

package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.InvalidValueException;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.junit.jupiter.api.Test;

class LeakyReluTest extends ActivationContract {
  private final Activation sigma =
      new LeakyReluFactory().create(new LeakyReluFactory.Config(0.2), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("leaky-relu(0.2)");
  }

  @Test
  void isNamedWithoutItsSlopeWhereThatIsTheDefault() {
    assertThat(new LeakyReluFactory().create(new LeakyReluFactory.Config(0.01), Point.ANY).label())
        .isEqualTo("leaky-relu");
  }

  @Test
  void hasTheSlopeBelowZero() {
    for (double u : new double[] {1e-300, 1e-20, 2.5, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(u);
      assertThat(sigma.value(-u)).isEqualTo(-0.2 * u);
      assertThat(sigma.derivative(u)).isEqualTo(1);
      assertThat(sigma.derivative(-u)).isEqualTo(0.2);
    }
    assertThat(sigma.value(0)).isZero();
  }

  @Test
  void hasAKinkAtZeroWhereItsDerivativeIsTheSlope() {
    assertThat(sigma.kinks()).containsExactly(0);
    assertThat(sigma.derivative(0)).isEqualTo(0.2);
  }

  @Test
  void refusesSlopesThatOtherActivationsAreFor() {
    for (double slope : new double[] {-0.1, 0, 1, 2, Double.NaN}) {
      assertThatThrownBy(() -> new LeakyReluFactory.Config(slope))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("slope");
    }
  }
}

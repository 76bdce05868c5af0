package org.example.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.network.Loss;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.LossContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HuberTest extends LossContract {
  @Override
  protected Loss loss() {
    return new Huber(0.7);
  }

  @Nested
  class Factory extends ComponentFactoryContract<HuberFactory.Config, Loss> {
    @Override
    protected ComponentFactory<HuberFactory.Config, Loss> factory() {
      return new HuberFactory();
    }

    @Override
    protected HuberFactory.Config config() {
      return new HuberFactory.Config(0.7);
    }
  }

  /** By hand: 0.5^2/2 = 0.125; 0.7 * 2 - 0.7^2/2 = 1.155. */
  @Test
  void isQuadraticNearAndLinearFar() {
    assertThat(loss().value(1.5, 1)).isCloseTo(0.125, within(1e-15));
    assertThat(loss().value(-1, 1)).isCloseTo(1.155, within(1e-15));
  }
}

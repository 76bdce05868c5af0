package org.example.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.activation.Activation;
import io.onestep.testkit.ActivationContract;
import io.onestep.testkit.ComponentFactoryContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HardTanhTest extends ActivationContract {
  @Override
  protected Activation activation() {
    return new HardTanh(0.8);
  }

  @Nested
  class Factory extends ComponentFactoryContract<HardTanhFactory.Config, Activation> {
    @Override
    protected ComponentFactory<HardTanhFactory.Config, Activation> factory() {
      return new HardTanhFactory();
    }

    @Override
    protected HardTanhFactory.Config config() {
      return new HardTanhFactory.Config(0.8);
    }
  }

  @Test
  void isCutOff() {
    assertThat(activation().value(0.3)).isEqualTo(0.3);
    assertThat(activation().value(-3)).isEqualTo(-0.8);
    assertThat(activation().value(3)).isEqualTo(0.8);
  }
}

package io.onestep.equivalence.spectrum;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.observable.Observable;
import io.onestep.testkit.ComponentFactoryContract;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SpectrumFactoryTest extends ComponentFactoryContract<SpectrumFactory.Config, Observable> {
  @Override
  protected ComponentFactory<SpectrumFactory.Config, Observable> factory() {
    return new SpectrumFactory();
  }

  @Override
  protected SpectrumFactory.Config config() {
    return new SpectrumFactory.Config(OptionalDouble.of(0.1), 1.1, 3);
  }

  @Test
  void refusesWhatIsNoBin() {
    assertThatThrownBy(() -> new SpectrumFactory.Config(OptionalDouble.of(0), 1.1, 3))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("at");
    assertThatThrownBy(() -> new SpectrumFactory.Config(OptionalDouble.empty(), 1, 3))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("ratio");
    assertThatThrownBy(() -> new SpectrumFactory.Config(OptionalDouble.empty(), 1.1, -1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("outliers");
  }
}

package io.onestep.datasets.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.InvalidValueException;
import io.onestep.datasets.Point;
import io.onestep.datasets.preprocessing.NoiseFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NoiseFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected NoiseFactory factory() {
    return new NoiseFactory();
  }

  @Override
  protected Config config() {
    return new Config(1);
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new NoiseFactory()
        .create(config, Point.of(inputs.dimension()))
        .apply(inputs, Samples.STREAMS);
  }

  @Nested
  class Contract extends PreprocessingContract {
    @Override
    protected Preprocessing preprocessing() {
      return factory().create(config(), context());
    }
  }

  @Test
  void variancesAddUp() {
    ClassedInputs inputs = Samples.twoClasses(3);
    ClassedInputs noisy = apply(new Config(0.25), apply(new Config(2), inputs));
    assertThat(noisy.classes()).extracting(InputClass::noise).containsExactly(2.25, 2.25);
    assertThat(noisy.classes().get(1).x()).isSameAs(inputs.classes().get(1).x());
  }

  @Test
  void aVarianceIsNotNegative() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(-1))
        .returns("variance", InvalidValueException::parameter);
  }
}

package io.onestep.datasets.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.InvalidValueException;
import io.onestep.datasets.Point;
import io.onestep.datasets.preprocessing.ScaleFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScaleFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected ScaleFactory factory() {
    return new ScaleFactory();
  }

  @Override
  protected Config config() {
    return new Config(OptionalDouble.empty());
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new ScaleFactory()
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

  /** The spread of the experiment's scaling is n^(beta (1 - alpha)): 4^(0.74/2) here. */
  @Test
  void theMeanOfTheTracesIsTheSpread() {
    for (OptionalDouble spread : List.of(OptionalDouble.empty(), OptionalDouble.of(7))) {
      ClassedInputs inputs = Samples.twoClasses(4);
      ClassedInputs scaled = apply(new Config(spread), inputs);
      double expected = spread.orElse(Math.pow(4, 0.37));
      double before = 0;
      double after = 0;
      for (int c = 0; c < 2; c++) {
        before += Samples.trace(inputs.classes().get(c).x()) / 2;
        after += Samples.trace(scaled.classes().get(c).x()) / 2;
      }
      assertThat(after).isCloseTo(expected, within(ROUNDING));
      double factor = Math.sqrt(expected / before);
      for (int c = 0; c < 2; c++) { // one factor for both, means included
        Matrix x = inputs.classes().get(c).x();
        for (int i = 0; i < x.size(); i++) {
          assertThat(scaled.classes().get(c).x().data()[i])
              .isCloseTo(factor * x.data()[i], within(ROUNDING));
        }
      }
    }
  }

  @Test
  void aSpreadIsPositive() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(OptionalDouble.of(0)))
        .returns("spread", InvalidValueException::parameter);
  }
}

package io.onestep.datasets.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.datasets.Point;
import io.onestep.datasets.preprocessing.CenterFactory.Config;
import io.onestep.datasets.preprocessing.CenterFactory.Mode;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CenterFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected CenterFactory factory() {
    return new CenterFactory();
  }

  @Override
  protected Config config() {
    return new Config(Mode.CLASS);
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new CenterFactory()
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

  /** All modes leave the differences within a class as they are, so one row says it all. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void subtractsTheMeanOfItsMode(Mode mode) {
    ClassedInputs inputs = Samples.twoClasses(3);
    ClassedInputs centered = apply(new Config(mode), inputs);
    double[] a = Samples.mean(inputs.classes().get(0).x());
    double[] b = Samples.mean(inputs.classes().get(1).x());
    for (int c = 0; c < 2; c++) {
      Matrix x = inputs.classes().get(c).x();
      Matrix y = centered.classes().get(c).x();
      for (int i = 0; i < x.rows(); i++) {
        for (int j = 0; j < 3; j++) {
          double mean =
              switch (mode) {
                case CLASS -> c == 0 ? a[j] : b[j];
                case JOINT -> (9 * a[j] + 14 * b[j]) / 23; // 9 and 14 rows
                case CLASS_MIDDLE -> (a[j] + b[j]) / 2;
                case NONE -> 0;
              };
          assertThat(y.get(i, j)).isCloseTo(x.get(i, j) - mean, within(ROUNDING));
        }
      }
    }
  }

  @Test
  void keepsNamesAndNoise() {
    InputClass noisy = new InputClass("noisy", Matrix.ofRows(new double[][] {{1}, {3}}), 0.5);
    InputClass centered =
        apply(new Config(Mode.CLASS), new ClassedInputs(List.of(noisy))).classes().get(0);
    assertThat(centered.name()).isEqualTo("noisy");
    assertThat(centered.noise()).isEqualTo(0.5);
    assertThat(centered.x().data()).containsExactly(-1, 1);
  }
}

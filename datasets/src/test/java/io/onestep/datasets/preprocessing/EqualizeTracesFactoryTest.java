package io.onestep.datasets.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.Point;
import io.onestep.datasets.preprocessing.EqualizeTracesFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EqualizeTracesFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected EqualizeTracesFactory factory() {
    return new EqualizeTracesFactory();
  }

  @Override
  protected Config config() {
    return new Config();
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new EqualizeTracesFactory()
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
  void multipliesEachClassSoThatItsTraceIsThatOfTheFirst() {
    ClassedInputs inputs = Samples.twoClasses(4);
    ClassedInputs equal = apply(new Config(), inputs);
    Matrix a = inputs.classes().get(0).x();
    Matrix b = inputs.classes().get(1).x();
    assertThat(equal.classes().get(0).x().data()).containsExactly(a.data());
    double factor = Math.sqrt(Samples.trace(a) / Samples.trace(b));
    for (int i = 0; i < b.size(); i++) {
      assertThat(equal.classes().get(1).x().data()[i])
          .isCloseTo(factor * b.data()[i], within(ROUNDING));
    }
  }

  /** Variances 1 + noise 1 and 4 + noise 4: the factor of the second class is 1/2. */
  @Test
  void noiseCountsAndIsMultiplied() {
    ClassedInputs equal =
        apply(
            new Config(),
            new ClassedInputs(
                List.of(
                    new InputClass("a", Matrix.ofRows(new double[][] {{-1}, {1}}), 1),
                    new InputClass("b", Matrix.ofRows(new double[][] {{-2}, {2}}), 4))));
    assertThat(equal.classes().get(1).x().data()).containsExactly(-1, 1);
    assertThat(equal.classes().get(1).noise()).isEqualTo(1);
  }

  @Test
  void aClassWithoutVarianceIsRefused() {
    InputClass same = new InputClass("same", Matrix.ofRows(new double[][] {{2}, {2}}), 0);
    InputClass other = new InputClass("other", Matrix.ofRows(new double[][] {{2}, {3}}), 0);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> apply(new Config(), new ClassedInputs(List.of(other, same))))
        .withMessage("class 'same' has no variance: all its inputs are the same");
  }
}

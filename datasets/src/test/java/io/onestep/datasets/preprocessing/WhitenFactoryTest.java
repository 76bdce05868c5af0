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
import io.onestep.datasets.preprocessing.WhitenFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WhitenFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected WhitenFactory factory() {
    return new WhitenFactory();
  }

  @Override
  protected Config config() {
    return new Config(1e-3);
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new WhitenFactory()
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
  void theMeanOfTheCovariancesIsTheIdentity() {
    int n = 4;
    ClassedInputs white = apply(new Config(0), Samples.twoClasses(n));
    double[][] a = Samples.covariance(white.classes().get(0).x());
    double[][] b = Samples.covariance(white.classes().get(1).x());
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat((a[i][j] + b[i][j]) / 2).isCloseTo(i == j ? 1 : 0, within(ROUNDING));
      }
    }
  }

  /** One dimension: x / sqrt(S + ridge S) with S = 4 of {-2, 2}. */
  @Test
  void theRidgeIsAShareOfTheMeanVariance() {
    Matrix x = Matrix.ofRows(new double[][] {{-2}, {2}});
    ClassedInputs white =
        apply(new Config(3), new ClassedInputs(List.of(new InputClass("a", x, 0))));
    assertThat(white.classes().get(0).x().data()).containsExactly(-0.5, 0.5);
  }

  @Test
  void singularCovariancesNeedARidge() {
    Matrix x = Matrix.ofRows(new double[][] {{1, 0}, {2, 0}, {4, 0}});
    ClassedInputs flat = new ClassedInputs(List.of(new InputClass("flat", x, 0)));
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> apply(new Config(0), flat))
        .withMessageContaining("the ridge must be larger");
    assertThat(apply(new Config(0.1), flat).classes()).hasSize(1);
  }

  @Test
  void noiseComesAfterIt() {
    InputClass noisy = new InputClass("noisy", Matrix.ofRows(new double[][] {{1}, {3}}), 0.5);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> apply(new Config(0), new ClassedInputs(List.of(noisy))))
        .withMessageContaining("must come before noise");
  }
}

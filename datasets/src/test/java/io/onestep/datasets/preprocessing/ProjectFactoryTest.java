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
import io.onestep.datasets.preprocessing.ProjectFactory.Config;
import io.onestep.datasets.preprocessing.ProjectFactory.Directions;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected ProjectFactory factory() {
    return new ProjectFactory();
  }

  @Override
  protected Config config() {
    return new Config(2, Directions.PRINCIPAL);
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new ProjectFactory()
        .create(config, Point.of(inputs.dimension()))
        .apply(inputs, Samples.STREAMS);
  }

  @Nested
  class PrincipalContract extends PreprocessingContract {
    @Override
    protected Preprocessing preprocessing() {
      return factory().create(config(), context());
    }
  }

  @Nested
  class RandomContract extends PreprocessingContract {
    @Override
    protected Preprocessing preprocessing() {
      return factory().create(new Config(2, Directions.RANDOM), context());
    }
  }

  /**
   * Inputs on the axes: variance 4.5, 0 and 2 along e1, e2, e3 within the classes (means over both
   * classes), and means that differ by 10 along e2, which gives the total variance 25 there.
   */
  @Test
  void principalDirectionsAreThoseOfMostVarianceMeansIncluded() {
    ClassedInputs inputs =
        new ClassedInputs(
            List.of(
                new InputClass("a", Matrix.ofRows(new double[][] {{3, 5, 0}, {-3, 5, 0}}), 0.5),
                new InputClass("b", Matrix.ofRows(new double[][] {{0, -5, 2}, {0, -5, -2}}), 0.5)));
    ClassedInputs projected = apply(new Config(2, Directions.PRINCIPAL), inputs);
    assertThat(projected.dimension()).isEqualTo(2);
    assertThat(projected.classes()).extracting(InputClass::noise).containsExactly(0.5, 0.5);
    Matrix a = projected.classes().get(0).x();
    assertThat(Math.abs(a.get(0, 0))).isCloseTo(5, within(ROUNDING));
    assertThat(a.get(1, 0)).isCloseTo(a.get(0, 0), within(ROUNDING));
    assertThat(Math.abs(a.get(0, 1))).isCloseTo(3, within(ROUNDING));
    assertThat(a.get(1, 1)).isCloseTo(-a.get(0, 1), within(ROUNDING));
    Matrix b = projected.classes().get(1).x();
    assertThat(b.get(0, 0)).isCloseTo(-a.get(0, 0), within(ROUNDING));
    assertThat(b.get(0, 1)).isCloseTo(0, within(ROUNDING));
  }

  /** Projections of the n unit vectors are the rows of V^T, whose columns are orthonormal. */
  @ParameterizedTest
  @EnumSource(Directions.class)
  void directionsAreOrthonormal(Directions directions) {
    int n = 7;
    Matrix unit = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      unit.set(i, i, 1 + 1e-3 * i); // distinct, so that principal directions are determined
    }
    Matrix v =
        apply(
                new Config(3, directions),
                new ClassedInputs(List.of(new InputClass("unit", unit, 0))))
            .classes()
            .get(0)
            .x();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double product = 0;
        for (int i = 0; i < n; i++) {
          product += v.get(i, a) * v.get(i, b) / Math.pow(1 + 1e-3 * i, 2);
        }
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(ROUNDING));
      }
    }
  }

  @Test
  void theDimensionIsAtMostThatOfTheInputs() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> apply(new Config(5, Directions.RANDOM), Samples.twoClasses(4)))
        .withMessage(
            "preprocessing project: dimension is 5 but must be at most 4, that of the inputs");
  }
}

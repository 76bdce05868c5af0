package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every readout keeps. */
public abstract class ReadoutContract {
  private static final RandomStreams STREAMS = RandomStreams.of(1);

  /** Creates the contract. */
  protected ReadoutContract() {}

  /**
   * Returns the readout under test.
   *
   * @return the readout
   */
  protected abstract Readout readout();

  @Test
  final void hasALabel() {
    assertThat(readout().label()).isNotBlank();
  }

  @Test
  final void fitsFewAndManyFeaturesAndChangesNoArgument() {
    int m = 12;
    for (int k : new int[] {1, 5, 12, 20}) {
      double[] data = STREAMS.stream("features").gaussians(m * k);
      double[] y = STREAMS.stream("y").gaussians(m);
      Matrix features = Matrix.of(m, k, data.clone());
      double[] labels = y.clone();
      Fit fit = readout().fit(features, labels, new ReferenceLinearAlgebra());
      assertThat(fit.weights()).hasSize(k);
      for (double w : fit.weights()) {
        assertThat(w).isFinite();
      }
      assertThat(fit.trainingError()).isFinite();
      assertThat(features.data()).isEqualTo(data);
      assertThat(labels).isEqualTo(y);
    }
  }

  /** A fit on features in single precision is that on the same numbers in double precision. */
  @Test
  final void fitsFeaturesInSinglePrecision() {
    int m = 12;
    for (int k : new int[] {5, 20}) {
      FloatMatrix features =
          FloatMatrix.of(Matrix.of(m, k, STREAMS.stream("features").gaussians(m * k)));
      double[] y = STREAMS.stream("y").gaussians(m);
      Fit expected = readout().fit(features.toMatrix(), y, new ReferenceLinearAlgebra());
      Fit fit = readout().fit(features, y, new ReferenceLinearAlgebra(new UsedRoom()));
      double largest = Arrays.stream(expected.weights()).map(Math::abs).max().orElseThrow();
      assertThat(fit.weights()).containsExactly(expected.weights(), within(1e-7 * largest));
      assertThat(fit.trainingError())
          .isCloseTo(expected.trainingError(), within(1e-7 * expected.trainingError() + 1e-12));
    }
  }

  @Test
  final void refusesFeaturesThatAreNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Matrix features = Matrix.of(4, 2, new double[] {1, 2, 3, bad, 5, 6, 7, 9});
      assertThatThrownBy(() -> readout().fit(features, new double[4], new ReferenceLinearAlgebra()))
          .isInstanceOf(NumericalException.class)
          .hasMessageContaining("features");
      FloatMatrix rounded = FloatMatrix.of(features);
      assertThatThrownBy(() -> readout().fit(rounded, new double[4], new ReferenceLinearAlgebra()))
          .isInstanceOf(NumericalException.class)
          .hasMessageContaining("features");
    }
  }
}

package io.onestep.datasets.moments;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.InputClass;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class SampleMomentsTest {
  /** By hand: deviations (-2, 1), (0, -2), (2, 1) from the mean (3, 3), noise 1/2. */
  @Test
  void momentsAreThoseOfTheFinitePopulationWithItsNoise() {
    Matrix x = Matrix.ofRows(new double[][] {{1, 4}, {3, 1}, {5, 4}});
    SampleMoments moments = new SampleMoments(new InputClass("a", x, 0.5));
    assertThat(moments.mean()).containsExactly(3, 3);
    RealMatrix covariance = moments.covariance();
    assertThat(covariance.getRow(0)).containsExactly(8.0 / 3 + 0.5, 0);
    assertThat(covariance.getRow(1)).containsExactly(0, 2.5);
    assertThat(moments.trace()).isEqualTo(14.0 / 3 + 1);
  }

  @Test
  void viewsOfAMatrixAreReadFromTheirOffset() {
    Matrix all = Matrix.ofRows(new double[][] {{100, 100}, {1, 4}, {3, 1}, {5, 4}, {100, 100}});
    SampleMoments moments = new SampleMoments(new InputClass("a", all.rows(1, 4), 0));
    assertThat(moments.mean()).containsExactly(3, 3);
    assertThat(moments.covariance().getEntry(1, 1)).isEqualTo(2);
  }
}

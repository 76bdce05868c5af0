package io.onestep.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class CovarianceTest {
  private static final double[] G = {0.6, 0.8, 0};
  private static final double[] H = {-0.8, 0.6, 0};

  /** The spiked form against its matrix, element by element. */
  @Test
  void spikedAndDenseAgree() {
    SpikedCovariance spiked =
        new SpikedCovariance(3, 2, List.of(new Spike(5, G), new Spike(0.5, H)));
    double[][] elements = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        elements[i][j] = (i == j ? 2 : 0) + 5 * G[i] * G[j] + 0.5 * H[i] * H[j];
      }
    }
    DenseCovariance dense = new DenseCovariance(Matrix.ofRows(elements));
    assertThat(spiked.trace()).isCloseTo(11.5, within(1e-14));
    assertThat(dense.trace()).isCloseTo(11.5, within(1e-14));
    double[] x = {1, -2, 3};
    assertThat(spiked.multiply(x)).containsExactly(dense.multiply(x), within(1e-14));
  }

  @Test
  void refusesWhatIsNoCovariance() {
    assertThatThrownBy(() -> new Spike(1, new double[] {1, 1})).hasMessageContaining("norm 1");
    assertThatThrownBy(() -> new SpikedCovariance(3, 1, List.of(new Spike(1, G), new Spike(1, G))))
        .hasMessageContaining("orthogonal");
    assertThatThrownBy(() -> new SpikedCovariance(2, 1, List.of(new Spike(1, G))))
        .hasMessageContaining("dimension");
    assertThatThrownBy(() -> new DenseCovariance(Matrix.ofRows(new double[][] {{1, 2}, {3, 1}})))
        .hasMessageContaining("symmetric");
  }
}

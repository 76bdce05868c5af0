package io.onestep.datamodels.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AverageCovarianceTest {
  private static MixtureComponent component(double weight, Covariance covariance) {
    return new MixtureComponent(weight, new double[covariance.dimension()], covariance);
  }

  private static double norm(MixtureComponent... components) {
    return new AverageCovariance(List.of(components)).operatorNorm();
  }

  private static Offset<Double> relative(double tolerance, double value) {
    return within(tolerance * Math.abs(value));
  }

  /** Independent source: Hipparchus on the n x n matrix, built column by column from Sigma e_j. */
  private static double fullDecomposition(MixtureComponent... components) {
    int n = components[0].mean().length;
    RealMatrix sum = new Array2DRowRealMatrix(n, n);
    for (MixtureComponent component : components) {
      for (int j = 0; j < n; j++) {
        double[] unit = new double[n];
        unit[j] = 1;
        double[] column = component.covariance().multiply(unit);
        for (int i = 0; i < n; i++) {
          sum.addToEntry(i, j, component.weight() * column[i]);
        }
      }
    }
    double[] eigenvalues = new EigenDecompositionSymmetric(sum).getEigenvalues();
    return Arrays.stream(eigenvalues).max().orElseThrow();
  }

  @Test
  void structuredNormIsTheLargestEigenvalue() {
    MixtureComponent[] components = {
      component(0.2, Mixtures.spiked(30, 1, 1, 4, 3)),
      component(0.5, Mixtures.spiked(30, 0.5, 2, 6)),
      component(0.3, Mixtures.spiked(30, 2, 3, 1, 8, 2))
    };
    double expected = fullDecomposition(components);
    assertThat(norm(components)).isCloseTo(expected, relative(1e-12, expected));
  }

  /**
   * Closed form for two spikes of cosine a: 1 + (w1 + w2)/2 + sqrt(((w1 - w2)/2)^2 + w1 w2 a^2), w
   * = rho theta.
   */
  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.6, 0, 0.3, 1})
  void normOfTwoAlignedSpikesHasAClosedForm(double cosine) {
    double[] g1 = {1, 0, 0};
    double[] g2 = {cosine, Math.sqrt(1 - cosine * cosine), 0};
    double w1 = 0.3 * 5;
    double w2 = 0.7 * 2;
    double expected =
        1 + (w1 + w2) / 2 + Math.sqrt(Math.pow((w1 - w2) / 2, 2) + w1 * w2 * cosine * cosine);
    double norm =
        norm(
            component(0.3, new SpikedCovariance(3, 1, List.of(new Spike(5, g1)))),
            component(0.7, new SpikedCovariance(3, 1, List.of(new Spike(2, g2)))));
    assertThat(norm).isCloseTo(expected, within(1e-13));
  }

  @Test
  void normOfIsotropicComponentsIsTheAverageBulk() {
    double norm =
        norm(component(0.25, Mixtures.spiked(5, 1, 1)), component(0.75, Mixtures.spiked(5, 3, 1)));
    assertThat(norm).isEqualTo(2.5);
  }

  @Test
  void componentOfWeightZeroDoesNotCount() {
    double norm =
        norm(
            component(0, Mixtures.spiked(5, 100, 1, 1000)),
            component(1, Mixtures.spiked(5, 1, 2, 3)));
    assertThat(norm).isCloseTo(4, within(1e-13));
  }

  /** 30 is decomposed whole, 150 goes to Lanczos' method. */
  @ParameterizedTest
  @ValueSource(ints = {30, 150})
  void normWithADensePartIsTheLargestEigenvalue(int n) {
    MixtureComponent[] components = {
      component(0.4, Mixtures.wishart(n, 3 * n, 1)), component(0.6, Mixtures.spiked(n, 1, 2, 0.5))
    };
    double expected = fullDecomposition(components);
    assertThat(norm(components)).isCloseTo(expected, relative(1.1e-10, expected));
  }

  @Test
  void denseAndStructuredFormsAgree() {
    SpikedCovariance first = Mixtures.spiked(100, 1, 1, 4, 3);
    SpikedCovariance second = Mixtures.spiked(100, 0.5, 2, 6);
    double structured = norm(component(0.4, first), component(0.6, second));
    double dense =
        norm(component(0.4, Mixtures.dense(first)), component(0.6, Mixtures.dense(second)));
    assertThat(dense).isCloseTo(structured, relative(1.1e-10, structured));
  }

  /** Diagonal matrices, whose eigenvalues are known: flat, of rank 0 and 1, and without a gap. */
  @Test
  void lanczosMeetsDegenerateSpectra() {
    int n = 120;
    double[] clustered = new double[n];
    for (int i = 0; i < n; i++) {
      clustered[i] = 7 - 1e-9 * i * i;
    }
    double[] rankOne = new double[n];
    rankOne[17] = 3;
    double[] flat = new double[n];
    Arrays.fill(flat, 2);
    assertThat(LargestEigenvalue.of(MatrixUtils.createRealDiagonalMatrix(clustered)))
        .isCloseTo(7, within(7 * 1.1e-10));
    assertThat(LargestEigenvalue.of(MatrixUtils.createRealDiagonalMatrix(rankOne)))
        .isCloseTo(3, within(3e-13));
    assertThat(LargestEigenvalue.of(MatrixUtils.createRealDiagonalMatrix(flat)))
        .isCloseTo(2, within(1e-13));
    assertThat(norm(component(1, new DenseCovariance(Matrix.zeros(n, n))))).isZero();
  }

  @Test
  void upperBoundIsProvedOrRefuted() {
    RealMatrix matrix = MatrixUtils.createRealDiagonalMatrix(new double[] {1, 5, 2});
    assertThat(LargestEigenvalue.isUpperBound(5.0001, matrix)).isTrue();
    assertThat(LargestEigenvalue.isUpperBound(4.9999, matrix)).isFalse();
  }

  @Test
  void averageOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AverageCovariance(List.of()));
  }
}

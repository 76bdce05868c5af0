package io.onestep.equivalence.assumption;

import static io.onestep.equivalence.assumption.Covariances.alongAxis;
import static io.onestep.equivalence.assumption.Covariances.dense;
import static io.onestep.equivalence.assumption.Covariances.eigenvalues;
import static io.onestep.equivalence.assumption.Covariances.elements;
import static io.onestep.equivalence.assumption.Covariances.spiked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpectrumTest {
  private static final int N = 40;
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();

  /** Against the full decomposition of all elements. */
  @Test
  void structuredCovariancesHaveTheirEigenvaluesInClosedForm() {
    SpikedCovariance covariance = spiked(N, 0.7, 1, 5, 0.2, 11);
    assertThat(Spectrum.of(covariance, ALGEBRA).values())
        .containsExactly(eigenvalues(elements(covariance)), within(1e-12));
  }

  /** Closed form: 37 times the bulk, and bulk + theta. */
  @Test
  void denseCovariancesAreDecomposed() {
    double[] values = Spectrum.of(dense(spiked(N, 0.7, 1, 5, 0.2, 11)), ALGEBRA).values();
    assertThat(values).hasSize(N);
    for (int i = 0; i < 37; i++) {
      assertThat(values[i]).isCloseTo(0.7, within(1e-12));
    }
    assertThat(values[37]).isCloseTo(0.9, within(1e-12));
    assertThat(values[38]).isCloseTo(5.7, within(1e-12));
    assertThat(values[39]).isCloseTo(11.7, within(1e-12));
  }

  static Stream<List<Covariance>> pairs() {
    SpikedCovariance one = spiked(N, 0.7, 1, 5, 0.2, 11);
    SpikedCovariance other = spiked(N, 1.3, 2, 9, 4);
    SpikedCovariance none = spiked(N, 1.3, 2);
    return Stream.of(
        List.of(one, other),
        List.of(one, none),
        List.of(none, none),
        List.of(one, dense(other)),
        List.of(dense(one), dense(other)));
  }

  /** Against the full decomposition of the average of all elements. */
  @ParameterizedTest
  @MethodSource("pairs")
  void normOfTheAverage(List<Covariance> pair) {
    List<MixtureComponent> components =
        List.of(
            new MixtureComponent(0.3, new double[N], pair.get(0)),
            new MixtureComponent(0.7, new double[N], pair.get(1)));
    RealMatrix average = new Array2DRowRealMatrix(N, N);
    for (MixtureComponent c : components) {
      average = average.add(elements(c.covariance()).scalarMultiply(c.weight()));
    }
    assertThat(Spectrum.normOfAverage(components, ALGEBRA))
        .isCloseTo(eigenvalues(average)[N - 1], within(1e-12));
  }

  /** Two spikes of strength 6 at cosine 0.8, half each: 1 + (6/2)(1 + 0.8). */
  @Test
  void normOfTheAverageOfTwoAlignedSpikes() {
    SpikedCovariance second =
        new SpikedCovariance(3, 1, List.of(new Spike(6, new double[] {0.8, 0.6, 0})));
    List<MixtureComponent> components =
        List.of(
            new MixtureComponent(0.5, new double[3], alongAxis(3, 6, 0)),
            new MixtureComponent(0.5, new double[3], second));
    assertThat(Spectrum.normOfAverage(components, ALGEBRA)).isCloseTo(6.4, within(1e-14));
  }

  /** n = 40, m = 10, median 2: the edge is 2 (1 + sqrt(40/10)) = 6. */
  @Test
  void bulkEndsAtItsEdge() {
    Spectrum spectrum = Spectrum.of(spiked(N, 2, 3, 3.9, 4.1, 7), ALGEBRA);
    assertThat(spectrum.bulk(10)).hasSize(N - 2).endsWith(2, 5.9);
    assertThat(spectrum.bulk(10_000)).hasSize(N - 3);
    assertThat(spectrum.norm()).isEqualTo(9);
  }
}

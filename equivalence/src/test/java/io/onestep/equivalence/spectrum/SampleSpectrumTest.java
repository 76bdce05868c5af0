package io.onestep.equivalence.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.SampleMean;
import io.onestep.equivalence.quadrature.PanelQuadrature;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleSpectrumTest {
  private static final ReferenceLinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();

  /** Copies of a value. */
  private static double[] atoms(double... countsAndValues) {
    double[] all = new double[0];
    for (int i = 0; i < countsAndValues.length; i += 2) {
      double[] more = new double[(int) countsAndValues[i]];
      Arrays.fill(more, countsAndValues[i + 1]);
      all = concatenate(all, more);
    }
    return all;
  }

  private static double[] concatenate(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  /** R = v I: Marchenko and Pastur's density sqrt((b - x)(x - a))/(2 pi c v x), c = k/m. */
  @ParameterizedTest
  @CsvSource({"50, 100, 1", "100, 50, 1", "80, 80, 1", "30, 300, 4", "1, 7, 0.01"})
  void marchenkoAndPastur(int k, int m, double v) {
    SampleSpectrum spectrum = SampleSpectrum.of(atoms(k, v), m);
    double c = (double) k / m;
    double a = v * Math.pow(1 - Math.sqrt(c), 2);
    double b = v * Math.pow(1 + Math.sqrt(c), 2);
    assertThat(spectrum.support()).hasSize(1);
    assertThat(spectrum.support().get(0)[0]).isCloseTo(a, within(1e-10 * v));
    assertThat(spectrum.support().get(0)[1]).isCloseTo(b, within(1e-10 * v));
    assertThat(spectrum.bulkEdge()).isCloseTo(b, within(1e-10 * v));
    assertThat(spectrum.outliers()).isEmpty();
    for (double share : new double[] {0.01, 0.2, 0.5, 0.9, 0.99}) {
      double x = a + share * (b - a);
      double expected = Math.sqrt((b - x) * (x - a)) / (2 * Math.PI * c * v * x);
      assertThat(spectrum.density(x)).isCloseTo(expected, within(1e-7 * expected));
    }
    assertThat(spectrum.density(1.01 * b)).isCloseTo(0, within(1e-6 / v));
    assertThat(spectrum.above(1.01 * b)).isZero();
    assertThat(spectrum.above(b - 1e-9 * (b - a))).isCloseTo(0, within(1e-8));
    if (a > 0) {
      assertThat(spectrum.above(0.99 * a)).isEqualTo(Math.min(1, 1 / c));
      assertThat(spectrum.above(a + 1e-9 * (b - a))).isCloseTo(Math.min(1, 1 / c), within(1e-8));
    }
  }

  /** The defining equation at the computed transform, far from, near to and off the bulk. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 1, 2.5, 4, 9, 40, 49.5, 60})
  void solvesTheEquation(double x) {
    double[] r = concatenate(atoms(40, 1, 30, 3), new double[] {40});
    int m = 90;
    Complex s = SampleSpectrum.of(r, m).companion(x);
    Complex z = s.reciprocal().negate();
    for (double ri : r) {
      z = z.add(s.multiply(ri).add(1).reciprocal().multiply(ri / m));
    }
    assertThat(z.getRealPart()).isCloseTo(x, within(1e-9 * x));
    assertThat(z.getImaginaryPart()).isCloseTo(0, within(1e-9 * x));
    assertThat(s.getImaginaryPart()).isNotNegative();
  }

  /** The share above a point is the integral of the density, and all together are min(m, k)/k. */
  @ParameterizedTest
  @ValueSource(ints = {30, 71, 90, 1500})
  void theDensityIntegratesToTheShare(int m) {
    double[] r = concatenate(atoms(40, 1, 30, 3), new double[] {40});
    SampleSpectrum spectrum = SampleSpectrum.of(r, m);
    double mass = 0;
    List<double[]> parts = spectrum.support();
    for (int i = parts.size() - 1; i >= 0; i--) {
      double a = parts.get(i)[0];
      double b = parts.get(i)[1];
      assertThat(spectrum.above(b * (1 + 1e-6))).isCloseTo(mass, within(1e-5));
      mass += integral(spectrum, a, b, Math.PI / 2);
      // The quadrature's own middle: x = a + (b - a)/2.
      assertThat(spectrum.above((a + b) / 2))
          .isCloseTo(mass - integral(spectrum, a, b, 0), within(1e-5));
    }
    assertThat(mass).isCloseTo(Math.min(1, m / 71.0), within(1e-5));
  }

  /** From a on, with x = (a + b)/2 + (b - a)/2 sin t, t from -pi/2, so that ends are smooth. */
  private static double integral(SampleSpectrum spectrum, double a, double b, double to) {
    PanelQuadrature rule = PanelQuadrature.of(-Math.PI / 2, to, 0.1);
    double[] t = rule.nodes();
    double[] weights = rule.weights();
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      double x = (a + b) / 2 + (b - a) / 2 * Math.sin(t[i]);
      sum += weights[i] * spectrum.density(x) * (b - a) / 2 * Math.cos(t[i]);
    }
    return sum;
  }

  /** 20 samples for each of 100 eigenvalues: those of 1 and of 10 stay apart, half each. */
  @Test
  void aSplitBulkHasNoOutliers() {
    SampleSpectrum spectrum = SampleSpectrum.of(atoms(50, 1, 50, 10), 2000);
    assertThat(spectrum.support()).hasSize(2);
    assertThat(spectrum.outliers()).isEmpty();
    assertThat(spectrum.above(3)).isEqualTo(0.5);
    assertThat(spectrum.bulkEdge()).isEqualTo(spectrum.support().get(1)[1]);
  }

  /** l (1 + c/(l - 1)) and (1 - c/(l - 1)^2)/(1 + c/(l - 1)): Baik et al. (2005), Paul (2007). */
  @Test
  void outliersOfTheIdentity() {
    int k = 200;
    int m = 300;
    double[] r = concatenate(atoms(k - 3, 1), new double[] {6, 3, 3});
    SampleSpectrum spectrum = SampleSpectrum.of(r, m);
    assertThat(spectrum.outliers()).hasSize(3);
    double c = (k - 3.0) / m;
    double[] l = {6, 3, 3};
    for (int i = 0; i < 3; i++) {
      Outlier outlier = spectrum.outliers().get(i);
      double ratio = c / (l[i] - 1);
      assertThat(outlier.population()).isEqualTo(l[i]);
      assertThat(outlier.sample()).isCloseTo(l[i] * (1 + ratio), within(1e-12));
      assertThat(outlier.overlap())
          .isCloseTo((1 - ratio / (l[i] - 1)) / (1 + ratio), within(1e-12));
    }
    double edge = spectrum.bulkEdge();
    assertThat(edge).isCloseTo(Math.pow(1 + Math.sqrt(c), 2), within(0.05)); // spikes repel it
    double at = 6 * (1 + c / 5);
    assertThat(spectrum.share(at, 2 * at)).isEqualTo(1.0 / k);
    assertThat(spectrum.share(1.001 * at, 2 * at)).isZero();
    assertThat(spectrum.share(edge, 2 * at)).isEqualTo(3.0 / k);
    assertThat(spectrum.share(1e-3, 2 * at)).isCloseTo(1, within(1e-8));
  }

  /** A spike below 1 + sqrt(c) does not leave the bulk. */
  @Test
  void weakSpikesDoNotStandOut() {
    double[] r = concatenate(atoms(199, 1), new double[] {1.7});
    assertThat(SampleSpectrum.of(r, 300).outliers()).isEmpty();
  }

  private static SymmetricEigen sample(double[] r, double[] mean, int m, RandomStream stream) {
    int k = r.length;
    Matrix phi = Matrix.zeros(m, k);
    stream.fillGaussian(phi.data(), 0, phi.size());
    for (int i = 0; i < phi.size(); i++) {
      phi.data()[i] = (phi.data()[i] * Math.sqrt(r[i % k]) + mean[i % k]) / Math.sqrt(m);
    }
    return ALGEBRA.symmetricEigen(ALGEBRA.transposedGram(phi));
  }

  /**
   * Samples of two atoms, k &lt; m and k &gt; m: shares of eigenvalues within 5 standard errors,
   * and half an eigenvalue, as the limit is approached by terms of order 1/k.
   */
  @ParameterizedTest
  @ValueSource(ints = {40, 150})
  void sharesOfSamplesOfTwoAtoms(int m) {
    double[] r = atoms(40, 1, 20, 5);
    double[] bounds = {0.2, 0.6, 1, 1.6, 2.6, 4.2, 7, 10};
    SampleSpectrum spectrum = SampleSpectrum.of(r, m);
    SampleMean[] counts = new SampleMean[bounds.length - 1];
    Arrays.setAll(counts, i -> new SampleMean());
    RandomStream stream = RandomStreams.of(4).stream("m " + m);
    for (int trial = 0; trial < 100; trial++) {
      double[] values = sample(r, new double[60], m, stream).values();
      for (int i = 0; i < counts.length; i++) {
        double from = bounds[i];
        double to = bounds[i + 1];
        counts[i].add(Arrays.stream(values).filter(x -> x >= from && x < to).count());
      }
    }
    for (int i = 0; i < counts.length; i++) {
      double error = counts[i].standardError();
      assertThat(60 * spectrum.share(bounds[i], bounds[i + 1]))
          .as("from %s to %s", bounds[i], bounds[i + 1])
          .isCloseTo(counts[i].mean(), within(5 * error + 0.5));
    }
  }

  /**
   * A variance of 6, and a mean of squared length 5 on a variance of 1: both are an eigenvalue 6 of
   * the second moment, with the same outlier and overlap, within 5 standard errors and 1/m.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void outliersOfSamples(boolean asMean) {
    int k = 60;
    int m = 90;
    double[] r = concatenate(atoms(k - 1, 1), new double[] {asMean ? 1 : 6});
    double[] mean = new double[k];
    mean[k - 1] = asMean ? Math.sqrt(5) : 0;
    Outlier predicted =
        SampleSpectrum.of(concatenate(atoms(k - 1, 1), new double[] {6}), m).outliers().get(0);
    SampleMean value = new SampleMean();
    SampleMean overlap = new SampleMean();
    RandomStream stream = RandomStreams.of(5).stream("mean " + asMean);
    for (int trial = 0; trial < 300; trial++) {
      SymmetricEigen eigen = sample(r, mean, m, stream);
      value.add(eigen.values()[k - 1]);
      overlap.add(Math.pow(eigen.vectors().get(k - 1, k - 1), 2));
    }
    double errorOfValue = value.standardError();
    double errorOfOverlap = overlap.standardError();
    assertThat(predicted.sample()).isCloseTo(value.mean(), within(5 * errorOfValue + 6.0 / m));
    assertThat(predicted.overlap()).isCloseTo(overlap.mean(), within(5 * errorOfOverlap + 1.0 / m));
  }

  /** Eigenvalues that are 0 change shares only, by the factor of all over positive ones. */
  @Test
  void zerosAreAllowed() {
    SampleSpectrum with = SampleSpectrum.of(atoms(20, 1, 30, 0), 40);
    SampleSpectrum without = SampleSpectrum.of(atoms(20, 1), 40);
    assertThat(with.density(1)).isCloseTo(0.4 * without.density(1), within(1e-12));
    assertThat(with.above(0.01)).isCloseTo(0.4, within(1e-8));
  }

  @Test
  void refusesWhatIsNoSecondMoment() {
    assertThatThrownBy(() -> SampleSpectrum.of(new double[] {0, 0}, 3))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("the largest is 0");
    assertThatThrownBy(() -> SampleSpectrum.of(new double[] {1, Double.NaN}, 3))
        .isInstanceOf(NumericalException.class);
    assertThatThrownBy(() -> SampleSpectrum.of(new double[] {1, -1}, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}

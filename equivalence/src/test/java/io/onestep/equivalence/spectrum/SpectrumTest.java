package io.onestep.equivalence.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.model.FeatureLaw;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.testkit.ObservableContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class SpectrumTest extends ObservableContract {
  private static final double AT = 0.02;
  private static final int LARGEST = 5;

  @Override
  protected Observable observable() {
    return new Spectrum(OptionalDouble.of(AT), 4, LARGEST);
  }

  private Map<String, Double> measure(Observable observable, String source) {
    List<Observation> numbers =
        observable.measure(trial(), new ReferenceLinearAlgebra(), RandomStreams.of(1));
    Map<String, Double> values = new HashMap<>();
    numbers.stream()
        .filter(number -> number.source().equals(source))
        .forEach(number -> values.put(number.metric(), number.value()));
    return values;
  }

  /** The features of the training samples, a sample a row. */
  private static RealMatrix features(TrainedTrial trial) {
    RealMatrix x = matrix(trial.train().x());
    RealMatrix u = x.multiplyTransposed(matrix(trial.network().f()));
    double root = Math.sqrt(u.getColumnDimension());
    for (int i = 0; i < u.getRowDimension(); i++) {
      for (int j = 0; j < u.getColumnDimension(); j++) {
        u.setEntry(i, j, Math.max(0, u.getEntry(i, j)) / root);
      }
    }
    return u;
  }

  private static RealMatrix matrix(io.onestep.api.algebra.Matrix matrix) {
    RealMatrix copy = new Array2DRowRealMatrix(matrix.rows(), matrix.columns());
    for (int i = 0; i < matrix.rows(); i++) {
      copy.setRow(i, matrix.row(i));
    }
    return copy;
  }

  /** Eigenvalues as squared singular values of the features. */
  @Test
  void measuresEigenvaluesOfTheSampleSecondMoment() {
    TrainedTrial trial = trial();
    int m = trial.train().size();
    double[] values =
        Arrays.stream(new SingularValueDecomposition(features(trial)).getSingularValues())
            .map(value -> value * value / m)
            .toArray();
    Map<String, Double> measured = measure(observable(), "simulation");
    for (int i = 0; i < LARGEST; i++) {
      assertThat(measured.get("outlier_" + (i + 1))).isCloseTo(values[i], within(1e-12));
    }
    long inBin = Arrays.stream(values).filter(x -> x >= AT / 2 && x < 2 * AT).count();
    assertThat(inBin).isBetween(2L, (long) values.length - 2);
    assertThat(measured.get("spectral_density"))
        .isCloseTo(inBin / (values.length * 1.5 * AT), within(1e-9));
  }

  @Test
  void predictsFromThePopulation() {
    TrainedTrial trial = trial();
    RealMatrix r =
        matrix(
            GaussianFeatures.of(
                    trial.network().f(),
                    new FeatureLaw.Pointwise(trial.network().activation(), 0),
                    1e-7,
                    new ReferenceLinearAlgebra())
                .second(trial.population()));
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(r);
    SampleSpectrum spectrum = SampleSpectrum.of(eigen.getEigenvalues(), trial.train().size());
    int outliers = spectrum.outliers().size();
    assertThat(outliers).isBetween(1, LARGEST - 1); // the mean is one; the last place has none
    Map<String, Double> predicted = measure(observable(), "theory");
    Map<String, Double> measured = measure(observable(), "simulation");
    RealMatrix phi = features(trial);
    EigenDecompositionSymmetric sample =
        new EigenDecompositionSymmetric(phi.transposeMultiply(phi));
    for (int i = 0; i < LARGEST; i++) {
      boolean separate = i < outliers;
      assertThat(predicted.get("outlier_" + (i + 1)))
          .isCloseTo(
              separate ? spectrum.outliers().get(i).sample() : spectrum.bulkEdge(), within(1e-9));
      assertThat(predicted.get("outlier_overlap_" + (i + 1)))
          .isCloseTo(separate ? spectrum.outliers().get(i).overlap() : 0, within(1e-9));
      double projection = 0;
      RealVector direction = new ArrayRealVector(sample.getEigenvector(i));
      for (int j = 0; j < outliers; j++) {
        projection += Math.pow(direction.dotProduct(eigen.getEigenvector(j)), 2);
      }
      assertThat(measured.get("outlier_overlap_" + (i + 1))).isCloseTo(projection, within(1e-9));
    }
    assertThat(predicted.get("spectral_density"))
        .isCloseTo(spectrum.share(AT / 2, 2 * AT) / (1.5 * AT), within(1e-7));
  }

  @Test
  void measuresNoDensityWithoutAPlace() {
    assertThat(measure(new Spectrum(OptionalDouble.empty(), 1.1, 1), "simulation"))
        .containsOnlyKeys("outlier_1", "outlier_overlap_1");
  }

  @Test
  void thereAreNoMoreEigenvaluesThanNeurons() {
    assertThat(measure(new Spectrum(OptionalDouble.empty(), 1.1, 100), "theory"))
        .hasSize(2 * trial().sizes().k());
  }
}

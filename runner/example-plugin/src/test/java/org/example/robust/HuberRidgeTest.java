package org.example.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.ReadoutContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuberRidgeTest extends ReadoutContract {
  private static final RandomStreams STREAMS = RandomStreams.of(3);
  private static final int M = 30;

  @Override
  protected Readout readout() {
    return readout(0.7, 1e-3);
  }

  private static Readout readout(double delta, double lambda) {
    return new HuberRidge(new Huber(delta), lambda);
  }

  @Nested
  class Factory extends ComponentFactoryContract<HuberRidgeFactory.Config, Readout> {
    @Override
    protected ComponentFactory<HuberRidgeFactory.Config, Readout> factory() {
      return new HuberRidgeFactory();
    }

    @Override
    protected HuberRidgeFactory.Config config() {
      return new HuberRidgeFactory.Config(0.7, 0.1);
    }
  }

  private static RealMatrix features(int k) {
    RealMatrix features = new Array2DRowRealMatrix(M, k);
    RandomStream random = STREAMS.stream("features");
    for (int i = 0; i < M; i++) {
      features.setRow(i, random.gaussians(k));
    }
    return features;
  }

  /** A linear function of the first feature, with noise and outliers in every fifth sample. */
  private static RealVector labels(RealMatrix features) {
    RealVector y = features.getColumnVector(0).mapMultiply(2);
    y = y.add(new ArrayRealVector(STREAMS.stream("noise").gaussians(M)).mapMultiply(0.1));
    for (int i = 0; i < M; i += 5) {
      y.addToEntry(i, 50);
    }
    return y;
  }

  private static Fit fit(double delta, double lambda, RealMatrix features, RealVector y) {
    return readout(delta, lambda)
        .fit(Matrix.ofRows(features.getData()), y.toArray(), new ReferenceLinearAlgebra());
  }

  private static double objective(
      double delta, double lambda, RealMatrix features, RealVector y, RealVector w) {
    double sum = 0;
    for (double r : y.subtract(features.operate(w)).toArray()) {
      sum += Math.abs(r) <= delta ? r * r / 2 : delta * Math.abs(r) - delta * delta / 2;
    }
    return sum / M + lambda / 2 * w.dotProduct(w);
  }

  /**
   * Iteratively reweighted least squares (Holland and Welsch 1977), an independent way to the same
   * minimum, with Hipparchus's LU decomposition.
   */
  @ParameterizedTest
  @CsvSource({"4, 0.5, 0.1", "4, 1.345, 1e-3", "45, 0.5, 0.1", "30, 0.3, 0.5", "30, 1e-3, 0.1"})
  void isTheLimitOfReweightedLeastSquares(int k, double delta, double lambda) {
    RealMatrix features = features(k);
    RealVector y = labels(features);
    RealVector w = new ArrayRealVector(k);
    for (int iteration = 0; iteration < 20_000; iteration++) {
      RealMatrix weighted = features.transpose();
      RealVector residuals = y.subtract(features.operate(w));
      for (int i = 0; i < M; i++) {
        double weight = Math.min(1, delta / Math.abs(residuals.getEntry(i)));
        weighted.setColumnVector(i, weighted.getColumnVector(i).mapMultiply(weight / M));
      }
      RealMatrix system =
          weighted
              .multiply(features)
              .add(MatrixUtils.createRealIdentityMatrix(k).scalarMultiply(lambda));
      RealVector next = new LUDecomposition(system).getSolver().solve(weighted.operate(y));
      double change = next.getLInfDistance(w);
      w = next;
      if (change < 1e-14) {
        break;
      }
    }
    Fit fit = fit(delta, lambda, features, y);
    assertThat(fit.weights()).containsExactly(w.toArray(), within(1e-8));
    assertThat(fit.trainingError())
        .isCloseTo(objective(delta, lambda, features, y, w), within(1e-12 * Math.max(1, M)));
  }

  @ParameterizedTest
  @CsvSource({"4", "30", "45"})
  void attainsTheMinimumThatItReports(int k) {
    RealMatrix features = features(k);
    RealVector y = labels(features);
    Fit fit = fit(0.5, 1e-3, features, y);
    RealVector w = new ArrayRealVector(fit.weights());
    assertThat(fit.trainingError()).isCloseTo(objective(0.5, 1e-3, features, y, w), within(1e-13));
    RandomStream random = STREAMS.stream("perturbations");
    for (int repetition = 0; repetition < 50; repetition++) {
      RealVector other = w.add(new ArrayRealVector(random.gaussians(k)).mapMultiply(0.01));
      assertThat(objective(0.5, 1e-3, features, y, other)).isGreaterThan(fit.trainingError());
    }
  }

  /** All residuals are below delta: (Phi^T Phi + lambda m I) w = Phi^T y, by Hipparchus. */
  @ParameterizedTest
  @CsvSource({"4", "45"})
  void isRidgeRegressionWithoutOutliers(int k) {
    RealMatrix features = features(k);
    RealVector y = labels(features);
    RealMatrix system =
        features
            .transposeMultiply(features)
            .add(MatrixUtils.createRealIdentityMatrix(k).scalarMultiply(0.2 * M));
    RealVector w = new LUDecomposition(system).getSolver().solve(features.preMultiply(y));
    assertThat(fit(1e6, 0.2, features, y).weights()).containsExactly(w.toArray(), within(1e-9));
  }

  /** Ridge regression is far off here: the outliers all point to one side. */
  @Test
  void outliersDoLittleHarm() {
    RealMatrix features = features(2);
    features.setColumnVector(1, new ArrayRealVector(M, 1.0));
    RealVector y = labels(features);
    double[] robust = fit(0.3, 1e-6, features, y).weights();
    double[] ridge = fit(1e6, 1e-6, features, y).weights();
    assertThat(robust[0]).isBetween(1.8, 2.2);
    assertThat(robust[1]).isBetween(-0.3, 0.3);
    assertThat(ridge[1]).isGreaterThan(5);
  }
}

package io.onestep.learners.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import io.onestep.api.readout.ReadoutFactory;
import io.onestep.learners.Point;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.ReadoutContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeTest extends ReadoutContract {
  private static final RandomStreams STREAMS = RandomStreams.of(1);
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();
  private static final int M = 12;

  private static Readout ridge(double lambda) {
    return new RidgeFactory().create(new RidgeFactory.Config(lambda), Point.ANY);
  }

  private static Matrix features(int k) {
    return Matrix.of(M, k, STREAMS.stream("Phi").gaussians(M * k));
  }

  private static double[] labels() {
    return STREAMS.stream("y").gaussians(M);
  }

  private static double objective(double lambda, Matrix features, double[] y, double[] w) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double residual = y[i];
      for (int j = 0; j < w.length; j++) {
        residual -= features.get(i, j) * w[j];
      }
      sum += residual * residual / (2 * y.length);
    }
    for (double weight : w) {
      sum += lambda / 2 * weight * weight;
    }
    return sum;
  }

  private static RealMatrix hipparchus(Matrix a) {
    RealMatrix copy = new Array2DRowRealMatrix(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      copy.setRow(i, a.row(i));
    }
    return copy;
  }

  @Override
  protected Readout readout() {
    return ridge(1e-4);
  }

  @Nested
  class Factory extends ComponentFactoryContract<RidgeFactory.Config, Readout> {
    @Override
    protected ComponentFactory<RidgeFactory.Config, Readout> factory() {
      return new RidgeFactory();
    }

    @Override
    protected RidgeFactory.Config config() {
      return new RidgeFactory.Config(0.1);
    }
  }

  @Nested
  class WithoutPenalty extends ReadoutContract {
    @Override
    protected Readout readout() {
      return ridge(0);
    }
  }

  @Test
  void isFoundAsAService() {
    List<String> names = new ArrayList<>();
    for (ReadoutFactory<?> factory : ServiceLoader.load(ReadoutFactory.class)) {
      names.add(factory.name());
      assertThat(factory.summary()).isNotBlank();
      assertThat(factory.configType()).isRecord();
    }
    assertThat(names).containsExactly("ridge");
    assertThat(ridge(1).label()).isEqualTo("ridge");
  }

  /** One feature: w^ = sum phi y / (sum phi^2 + lambda m) = 14/(14 + 6), by hand. */
  @Test
  void isTheQuotientForASingleFeature() {
    Matrix features = Matrix.of(3, 1, new double[] {1, 2, 3});
    Fit fit = ridge(2).fit(features, new double[] {1, 2, 3}, ALGEBRA);
    assertThat(fit.weights()[0]).isCloseTo(0.7, within(1e-15));
    // (1/6) 14 0.3^2 + 0.7^2 = 0.21 + 0.49
    assertThat(fit.trainingError()).isCloseTo(0.7, within(1e-15));
  }

  /** The gradient -(1/m) Phi^T (y - Phi w) + lambda w vanishes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5, M - 1, M, M + 1, 30})
  void solvesTheNormalEquations(int k) {
    Matrix features = features(k);
    double[] y = labels();
    for (double lambda : new double[] {1e-3, 1, 100}) {
      RealMatrix phi = hipparchus(features);
      RealVector w = new ArrayRealVector(ridge(lambda).fit(features, y, ALGEBRA).weights());
      RealVector residual = new ArrayRealVector(y).subtract(phi.operate(w));
      RealVector gradient = w.mapMultiply(lambda).subtract(phi.preMultiply(residual).mapDivide(M));
      assertThat(gradient.getLInfNorm()).isLessThan(1e-12);
    }
  }

  /** Both systems, whichever the readout takes, solved by Hipparchus's LU decomposition. */
  @ParameterizedTest
  @ValueSource(ints = {M - 1, M, M + 1})
  void agreesWithBothSystems(int k) {
    double lambda = 0.05;
    Matrix features = features(k);
    double[] y = labels();
    RealMatrix phi = hipparchus(features);
    RealMatrix small =
        phi.transposeMultiply(phi)
            .add(MatrixUtils.createRealIdentityMatrix(k).scalarMultiply(lambda * M));
    RealVector primal =
        new LUDecomposition(small).getSolver().solve(phi.preMultiply(new ArrayRealVector(y)));
    RealMatrix large =
        phi.multiplyTransposed(phi)
            .add(MatrixUtils.createRealIdentityMatrix(M).scalarMultiply(lambda * M));
    RealVector dual =
        phi.preMultiply(new LUDecomposition(large).getSolver().solve(new ArrayRealVector(y)));

    double[] w = ridge(lambda).fit(features, y, ALGEBRA).weights();
    assertThat(w).containsExactly(primal.toArray(), within(1e-12));
    assertThat(w).containsExactly(dual.toArray(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, M, 20})
  void attainsTheMinimumThatItReports(int k) {
    Matrix features = features(k);
    double[] y = labels();
    RandomStream random = STREAMS.stream("perturbations");
    for (double lambda : new double[] {0, 1e-4, 0.3}) {
      Fit fit = ridge(lambda).fit(features, y, ALGEBRA);
      assertThat(fit.trainingError())
          .isCloseTo(objective(lambda, features, y, fit.weights()), within(1e-14));
      for (double size : new double[] {1e-3, 0.1, 10}) {
        for (int repetition = 0; repetition < 20; repetition++) {
          double[] other = fit.weights().clone();
          for (int j = 0; j < k; j++) {
            other[j] += size * random.nextGaussian();
          }
          assertThat(objective(lambda, features, y, other))
              .isGreaterThan(fit.trainingError() - 1e-15);
        }
      }
    }
  }

  /** The solution of least norm by Hipparchus's singular value decomposition. */
  private static double[] leastNorm(Matrix features, double[] y) {
    SingularValueDecomposition svd = new SingularValueDecomposition(hipparchus(features));
    RealVector w = new ArrayRealVector(features.columns());
    for (int i = 0; i < svd.getSingularValues().length; i++) {
      double s = svd.getSingularValues()[i];
      if (s > 1e-10) {
        double factor = svd.getU().getColumnVector(i).dotProduct(new ArrayRealVector(y)) / s;
        w = w.add(svd.getV().getColumnVector(i).mapMultiply(factor));
      }
    }
    return w.toArray();
  }

  /** Tall, wide, and of rank 4 with equal columns or rows in either shape. */
  private static List<Matrix> shapes() {
    Matrix tall = Matrix.zeros(M, 6);
    Matrix wide = Matrix.zeros(M, 20);
    double[] left = STREAMS.stream("left").gaussians(M * 4);
    double[] right = STREAMS.stream("right").gaussians(4 * 20);
    ALGEBRA.multiply(1, Matrix.of(M, 4, left), Matrix.of(4, 6, right), 0, tall);
    ALGEBRA.multiply(1, Matrix.of(M, 4, left), Matrix.of(4, 20, right), 0, wide);
    return List.of(features(5), features(20), tall, wide);
  }

  @Test
  void isTheSolutionOfLeastNormWithoutAPenalty() {
    for (Matrix features : shapes()) {
      double[] w = ridge(0).fit(features, labels(), ALGEBRA).weights();
      assertThat(w)
          .as("%s", features)
          .containsExactly(leastNorm(features, labels()), within(1e-10));
    }
  }

  /** w^(lambda) - w^(0) is of order lambda: a tenth of lambda, a tenth of the distance. */
  @Test
  void tendsToTheSolutionOfLeastNorm() {
    for (Matrix features : shapes()) {
      RealVector limit = new ArrayRealVector(leastNorm(features, labels()));
      double[] distances = new double[3];
      for (int i = 0; i < 3; i++) {
        double lambda = 1e-3 * Math.pow(10, -i);
        distances[i] =
            limit.getDistance(
                new ArrayRealVector(ridge(lambda).fit(features, labels(), ALGEBRA).weights()));
      }
      assertThat(distances[0]).isBetween(1e-6, 0.1);
      assertThat(distances[1] / distances[0]).as("%s", features).isCloseTo(0.1, within(1e-2));
      assertThat(distances[2] / distances[1]).as("%s", features).isCloseTo(0.1, within(1e-2));
    }
  }

  @Test
  void takesAView() {
    Matrix features = features(5);
    Matrix larger = Matrix.zeros(M + 3, 5);
    larger.set(0, 0, Double.NaN);
    larger.rows(2, M + 2).assign(features);
    assertThat(ridge(0.1).fit(larger.rows(2, M + 2), labels(), ALGEBRA).weights())
        .isEqualTo(ridge(0.1).fit(features, labels(), ALGEBRA).weights());
  }

  @Test
  void namesWhatIsNotFinite() {
    double[] y = labels();
    y[3] = Double.NaN;
    assertThatThrownBy(() -> ridge(1).fit(features(5), y, ALGEBRA))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("labels");
    Matrix tiny = Matrix.of(2, 1, new double[] {1e-150, 0});
    assertThatThrownBy(() -> ridge(0).fit(tiny, new double[] {1e160, 0}, ALGEBRA))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("weights");
    Matrix one = Matrix.of(2, 1, new double[] {1, 0});
    assertThatThrownBy(() -> ridge(0).fit(one, new double[] {1, 1e200}, ALGEBRA))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("training error");
  }

  @Test
  void namesTheSystemThatCannotBeSolved() {
    Matrix equal = Matrix.of(3, 2, new double[] {1, 1, 1, 1, 1, 1});
    assertThatThrownBy(() -> ridge(1e-300).fit(equal, new double[3], ALGEBRA))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("ridge readout with lambda = 1.0E-300")
        .hasMessageContaining("larger lambda");
  }

  @Test
  void refusesWrongSizesAndPenalties() {
    assertThatThrownBy(() -> ridge(1).fit(features(5), new double[M - 1], ALGEBRA))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ridge(-1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("lambda");
  }
}

package io.onestep.equivalence.prediction;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.dot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import io.onestep.equivalence.moments.Moments;
import io.onestep.learners.readout.RidgeFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RidgePredictionTest {
  private static final RandomStreams STREAMS = RandomStreams.of(9);

  /**
   * Features of second moment I and y = beta.phi + sigma eps: r = beta, tau = |beta|^2 + sigma^2.
   */
  private static SpectralResolvent isotropic(int k, double betaSquare) {
    double[] ones = new double[k];
    Arrays.fill(ones, 1);
    double[] beta = new double[k];
    Arrays.fill(beta, Math.sqrt(betaSquare / k));
    return new SpectralResolvent(ones, beta, List.of());
  }

  /**
   * R = I, gamma = k/m: df1 = k/(1 + q), so q solves q^2 + (1 - gamma - lambda) q - lambda = 0, and
   * df2 = k/(1 + q)^2, (R + q)^-1 = I/(1 + q) give the rest by hand.
   */
  @ParameterizedTest
  @CsvSource({"50, 100, 0.1", "200, 100, 0.1", "100, 100, 1e-4", "300, 100, 1e-8", "30, 90, 5"})
  void isotropicFeatures(int k, int m, double lambda) {
    double betaSquare = 2;
    double noise = 0.3;
    RidgePrediction prediction =
        RidgePrediction.of(isotropic(k, betaSquare), betaSquare + noise, lambda, m);
    double gamma = (double) k / m;
    double b = 1 - gamma - lambda;
    double root = Math.sqrt(b * b + 4 * lambda);
    double q = b < 0 ? (root - b) / 2 : 2 * lambda / (root + b);
    assertThat(prediction.q()).isCloseTo(q, within(1e-9 * q));
    double rough = RidgePrediction.roughRegularisation(isotropic(k, betaSquare), lambda, m);
    assertThat(rough).isCloseTo(q, within(1e-5 * q));
    assertThat(prediction.traces().df1()).isCloseTo(k / (1 + q), within(1e-8 * k));
    double shrunk = q / (1 + q);
    double mse = (noise + betaSquare * shrunk * shrunk) / (1 - gamma / ((1 + q) * (1 + q)));
    assertThat(prediction.generalizationError()).isCloseTo(mse / 2, within(1e-8 * mse));
    double train = lambda / q * (noise + betaSquare * shrunk);
    assertThat(prediction.trainingError()).isCloseTo(train / 2, within(1e-8 * train));
    double norm = (betaSquare + mse * gamma) / ((1 + q) * (1 + q));
    assertThat(prediction.squaredNorm()).isCloseTo(norm, within(1e-8 * norm));
  }

  /**
   * Without a penalty (Hastie et al., 2022, theorem 1): mean squared error sigma^2/(1 - gamma)
   * below the interpolation threshold, sigma^2 + |beta|^2 (1 - 1/gamma) + sigma^2/(gamma - 1) above
   * it.
   */
  @ParameterizedTest
  @CsvSource({"10, 100", "90, 100", "99, 100", "101, 100", "150, 100", "1000, 100"})
  void doubleDescent(int k, int m) {
    double betaSquare = 1.5;
    double noise = 0.4;
    RidgePrediction prediction =
        RidgePrediction.of(isotropic(k, betaSquare), betaSquare + noise, 0, m);
    double gamma = (double) k / m;
    boolean wide = k > m;
    double mse =
        wide ? noise + betaSquare * (1 - 1 / gamma) + noise / (gamma - 1) : noise / (1 - gamma);
    assertThat(prediction.generalizationError()).isCloseTo(mse / 2, within(1e-8 * mse));
    assertThat(prediction.trainingError())
        .isCloseTo(wide ? 0 : noise * (1 - gamma) / 2, within(1e-10));
    // E |w|^2: |beta|^2 and the variance's trace, both of the part that m samples span.
    double norm =
        wide ? betaSquare / gamma + noise / (gamma - 1) : betaSquare + noise * gamma / (1 - gamma);
    assertThat(prediction.squaredNorm()).isCloseTo(norm, within(1e-8 * norm));
  }

  @Test
  void divergesAtTheThreshold() {
    assertThatThrownBy(() -> RidgePrediction.of(isotropic(80, 1), 2, 0, 80))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("k = m the errors of ridge regression diverge");
  }

  /**
   * No penalty, more features than samples, but of a rank below m: least squares in as many
   * dimensions as the rank, of error sigma^2/(1 - rank/m).
   */
  @Test
  void fewDimensionsInManyFeatures() {
    double[] values = new double[150];
    double[] beta = new double[150];
    for (int i = 0; i < 150; i++) {
      values[i] = i < 40 ? 1 + 0.1 * i : i % 2 == 0 ? 0 : 1e-18; // rounding of an eigensolver
      beta[i] = i < 40 ? 0.1 * values[i] : 0;
    }
    double explained = 0;
    for (int i = 0; i < 40; i++) {
      explained += beta[i] * beta[i] / values[i];
    }
    RidgePrediction prediction =
        RidgePrediction.of(new SpectralResolvent(values, beta, List.of()), explained + 0.5, 0, 100);
    assertThat(prediction.generalizationError()).isCloseTo(0.5 / (1 - 0.4) / 2, within(1e-9));
    assertThat(prediction.trainingError()).isCloseTo(0.5 * (1 - 0.4) / 2, within(1e-9));
  }

  /** A guess saves work and changes nothing. */
  @ParameterizedTest
  @CsvSource({"1e-9", "1e-4", "0.02", "100", "NaN", "-1"})
  void guessesDoNotMatter(double guess) {
    SpectralResolvent resolvent = isotropic(150, 1);
    double q = RidgePrediction.of(resolvent, 1.5, 1e-3, 100).q();
    assertThat(RidgePrediction.of(resolvent, 1.5, 1e-3, 100, guess).q())
        .isCloseTo(q, within(1e-10 * q));
  }

  @Test
  void validates() {
    assertThatThrownBy(() -> RidgePrediction.of(isotropic(5, 1), 1, -1, 10))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("lambda");
    assertThatThrownBy(() -> RidgePrediction.of(isotropic(5, 1), 1, 1, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("m");
    assertThatThrownBy(() -> new SpectralResolvent(new double[3], new double[2], List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The traces against inverses of the dense matrices (Hipparchus). */
  @Test
  void tracesOfADenseMatrix() {
    int k = 12;
    double[] weights = {0.3, 0.7};
    List<Moments> components = new ArrayList<>();
    RealMatrix second = new Array2DRowRealMatrix(k, k);
    double[] cross = new double[k];
    for (int c = 0; c < 2; c++) {
      RandomStreams own = STREAMS.child("component", c);
      Matrix part = ALGEBRA.gram(Fixtures.gaussian(k, 8, 0.3 + 0.2 * c, own));
      double[] r = Fixtures.vector(k, 0.5, own.child("cross", 0));
      components.add(
          new Moments(weights[c], part, Fixtures.vector(k, 0.2, own), r, 0.1 * c, 1 + c));
      second = second.add(Traces.dense(part).scalarMultiply(weights[c]));
      for (int i = 0; i < k; i++) {
        cross[i] += weights[c] * r[i];
      }
    }
    SpectralResolvent resolvent = SpectralResolvent.of(components, ALGEBRA);
    Traces.assertSame(resolvent, second, cross, components, 0.07, 1e-10);
    Traces.assertSame(resolvent, second, cross, components, 3, 1e-10);
  }

  /**
   * Ridge regression simulated on Gaussian features with a given R and r, 200 times: the mean of
   * exact errors within 5 standard errors and a bias of order 1/m, for which 1/m of the value is
   * allowed. Weak and strong penalties, fewer and more features than samples.
   */
  @ParameterizedTest
  @CsvSource({"60, 90, 1e-3", "60, 90, 0.3", "90, 60, 1e-2", "60, 60, 0.05"})
  void agreesWithSimulation(int k, int m, double lambda) {
    RandomStream random = STREAMS.child("simulation", k).stream("samples");
    double[] root = new double[k]; // R = diag(root^2), a power law
    double[] beta = new double[k];
    double[] cross = new double[k];
    double noise = 0.2;
    double tau = noise;
    for (int i = 0; i < k; i++) {
      root[i] = Math.pow(1 + i, -0.6);
      beta[i] = random.nextGaussian() / Math.sqrt(k) / root[i];
      cross[i] = root[i] * root[i] * beta[i];
      tau += beta[i] * cross[i];
    }
    double[] eigenvalues = Arrays.stream(root).map(x -> x * x).toArray();
    RidgePrediction prediction =
        RidgePrediction.of(new SpectralResolvent(eigenvalues, cross, List.of()), tau, lambda, m);
    int repetitions = 200;
    double[] test = new double[repetitions];
    double[] train = new double[repetitions];
    double[] norm = new double[repetitions];
    for (int t = 0; t < repetitions; t++) {
      RealMatrix phi = new Array2DRowRealMatrix(m, k);
      double[] y = new double[m];
      for (int s = 0; s < m; s++) {
        double[] row = random.gaussians(k);
        for (int i = 0; i < k; i++) {
          row[i] *= root[i];
        }
        phi.setRow(s, row);
        y[s] = dot(beta, row) + Math.sqrt(noise) * random.nextGaussian();
      }
      RealMatrix gram = phi.transpose().multiply(phi).scalarMultiply(1.0 / m);
      RealMatrix system = gram.add(MatrixUtils.createRealIdentityMatrix(k).scalarMultiply(lambda));
      double[] right = phi.transpose().operate(y);
      for (int i = 0; i < k; i++) {
        right[i] /= m;
      }
      double[] w =
          new CholeskyDecomposition(system, 1e-9, 0)
              .getSolver()
              .solve(MatrixUtils.createRealVector(right))
              .toArray();
      norm[t] = dot(w, w);
      double[] fitted = phi.operate(w);
      for (int s = 0; s < m; s++) {
        train[t] += (y[s] - fitted[s]) * (y[s] - fitted[s]) / (2 * m);
      }
      train[t] += lambda / 2 * norm[t];
      test[t] = noise / 2;
      for (int i = 0; i < k; i++) {
        test[t] += eigenvalues[i] * (w[i] - beta[i]) * (w[i] - beta[i]) / 2;
      }
    }
    assertMean(test, prediction.generalizationError(), 1.0 / m, "generalization error");
    assertMean(train, prediction.trainingError(), 1.0 / m, "training error");
    assertMean(norm, prediction.squaredNorm(), 1.0 / m, "E |w|^2");
  }

  /**
   * Classes +1 and -1 of weights .3 and .7, means of opposite sign and different spikes: ridge
   * regression simulated 300 times, each time with its exact errors by component. Means within 5
   * standard errors and 2/m of the value.
   */
  @ParameterizedTest
  @CsvSource({"60, 120, 0.1", "120, 80, 0.02", "60, 120, 1e-3"})
  void componentsAgreeWithSimulation(int k, int m, double lambda) {
    RandomStream random = STREAMS.child("classes", k).stream("samples");
    double[] weights = {0.3, 0.7};
    double[] labels = {1, -1};
    double[][] means = {new double[k], new double[k]};
    double[][] variances = {new double[k], new double[k]};
    List<Moments> components = new ArrayList<>();
    for (int c = 0; c < 2; c++) {
      double y = labels[c];
      means[c][0] = 0.9 * y;
      means[c][1] = 0.5;
      Arrays.fill(variances[c], 1);
      variances[c][c] = 6; // along a mean, or across
      Matrix second = Matrix.zeros(k, k);
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          second.set(i, j, means[c][i] * means[c][j] + (i == j ? variances[c][i] : 0));
        }
      }
      double[] cross = Arrays.stream(means[c]).map(x -> y * x).toArray();
      components.add(new Moments(weights[c], second, means[c], cross, y, 1));
    }
    SpectralResolvent resolvent = SpectralResolvent.of(components, ALGEBRA);
    RidgeErrors predicted = RidgePrediction.of(resolvent, 1, lambda, m).byComponent(resolvent);
    int repetitions = 300;
    double[][] errors = new double[2][repetitions];
    double[][] wrong = new double[2][repetitions];
    for (int t = 0; t < repetitions; t++) {
      Matrix phi = Matrix.zeros(m, k);
      double[] y = new double[m];
      for (int s = 0; s < m; s++) {
        int c = s < weights[0] * m ? 0 : 1;
        y[s] = labels[c];
        for (int i = 0; i < k; i++) {
          phi.set(s, i, means[c][i] + Math.sqrt(variances[c][i]) * random.nextGaussian());
        }
      }
      double[] w =
          new RidgeFactory()
              .create(new RidgeFactory.Config(lambda), Fixtures.ANY)
              .fit(phi, y, ALGEBRA)
              .weights();
      for (int c = 0; c < 2; c++) {
        errors[c][t] = components.get(c).generalizationError(w, ALGEBRA);
        double variance = 0;
        for (int i = 0; i < k; i++) {
          variance += w[i] * w[i] * variances[c][i];
        }
        double margin = labels[c] * dot(w, means[c]) / Math.sqrt(variance);
        wrong[c][t] = Erf.erfc(margin / Math.sqrt(2)) / 2;
      }
    }
    for (int c = 0; c < 2; c++) {
      GroupPrediction group = predicted.groups().get(c);
      assertMean(errors[c], group.error(), 2.0 / m, "error of component " + c);
      assertMean(wrong[c], group.classificationError(), 2.0 / m, "wrong signs of component " + c);
    }
  }

  private static void assertMean(double[] values, double expected, double bias, String what) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(variance / (values.length - 1.0) / values.length);
    assertThat(mean).as(what).isCloseTo(expected, within(5 * error + bias * expected));
  }
}

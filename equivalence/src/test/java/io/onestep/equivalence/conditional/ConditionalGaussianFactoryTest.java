package io.onestep.equivalence.conditional;

import static io.onestep.equivalence.TestActivation.IDENTITY;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.model.Batch;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.testkit.EquivalentContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class ConditionalGaussianFactoryTest extends EquivalentContract {
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();
  private static final RandomStreams STREAMS = RandomStreams.of(99);

  @Override
  protected Equivalent equivalent() {
    // The model needs nothing of the context.
    return new ConditionalGaussianFactory().create(new ConditionalGaussianFactory.Config(), null);
  }

  @Override
  protected int dimension() {
    return 60;
  }

  /**
   * Against ReLU's closed forms M = t Phi + tau phi, A = tau Phi and V, with t and tau from least
   * squares on the directions instead of an orthonormal basis.
   */
  @Test
  void featuresOfReluInClosedForm() {
    TrainedNetwork network = network(RELU);
    int k = network.f().rows();
    Matrix directions = directions();
    RandomStream stream = STREAMS.stream("closed form");
    Matrix x = Matrix.of(20, dimension(), stream.gaussians(20 * dimension()));
    double[] w = stream.gaussians(k);
    Matrix phi = preActivations(x, network);
    double[] variances = features(network).average(new Batch(x, phi), w);

    Matrix u = preActivations(x, network);
    double largest = 0;
    double[] tau = new double[k];
    for (int j = 0; j < k; j++) {
      tau[j] = norm(outside(network.f().row(j), directions));
    }
    for (int row = 0; row < 20; row++) {
      double[] perpendicular = outside(x.row(row), directions);
      double variance = 0;
      for (int j = 0; j < k; j++) {
        double rest = dot(network.f().row(j), perpendicular);
        double t = u.get(row, j) - rest;
        largest = Math.max(largest, Math.abs(t));
        double below = Erf.erfc(-t / tau[j] / Math.sqrt(2)) / 2;
        double density = Math.exp(-t * t / tau[j] / tau[j] / 2) / Math.sqrt(2 * Math.PI);
        double m = t * below + tau[j] * density;
        double a = tau[j] * below;
        double square = (t * t + tau[j] * tau[j]) * below + t * tau[j] * density;
        double mean = (m + below * rest) / Math.sqrt(k);
        assertThat(phi.get(row, j)).isCloseTo(mean, within(2e-6 * (1 + Math.abs(rest))));
        variance += w[j] * w[j] * (square - m * m - a * a) / k;
      }
      assertThat(variances[row]).isCloseTo(variance, within(1e-5));
    }
    assertThat(largest).isGreaterThan(1); // so that the directions matter
  }

  /**
   * Given the input's part in the span of the directions, drawn features have the network's means
   * and variances, and its covariances with the rest of the pre-activation: by simulation of both,
   * at 5 standard errors of the difference.
   */
  @Test
  void conditionalMomentsAreTheNetworks() {
    TrainedNetwork network = network(TANH);
    int k = network.f().rows();
    int draws = 20_000;
    FeatureMap features = features(network);
    Matrix directions = directions();
    RandomStream stream = STREAMS.stream("simulation");
    double[] start = stream.gaussians(dimension());
    double[] perpendicular = outside(start, directions);
    double[] inside = new double[dimension()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = 2 * (start[i] - perpendicular[i]);
    }
    Matrix x = Matrix.zeros(1, dimension());
    double[][] sums = new double[3 * k][2];
    for (int draw = 0; draw < draws; draw++) {
      double[] rest = outside(stream.gaussians(dimension()), directions);
      for (int i = 0; i < rest.length; i++) {
        x.set(0, i, inside[i] + rest[i]);
      }
      Matrix phi = preActivations(x, network);
      double[] u = phi.row(0);
      features.draw(new Batch(x, phi), stream);
      for (int j = 0; j < k; j++) {
        double r = dot(network.f().row(j), rest);
        double sigma = Math.tanh(u[j]);
        double model = phi.get(0, j) * Math.sqrt(k);
        double[] differences = {sigma - model, sigma * sigma - model * model, r * (sigma - model)};
        for (int moment = 0; moment < 3; moment++) {
          sums[3 * j + moment][0] += differences[moment] / draws;
          sums[3 * j + moment][1] += differences[moment] * differences[moment] / draws;
        }
      }
    }
    for (double[] sum : sums) {
      double error = Math.sqrt((sum[1] - sum[0] * sum[0]) / draws);
      assertThat(sum[0]).isCloseTo(0, within(5 * error));
    }
  }

  /** A linear activation has no noise and is its own model, up to the error of the table. */
  @Test
  void linearNetworkIsItsOwnModel() {
    TrainedNetwork network = network(IDENTITY);
    int k = network.f().rows();
    Matrix x = Matrix.of(3, dimension(), STREAMS.stream("x").gaussians(3 * dimension()));
    Matrix phi = preActivations(x, network);
    double[] expected = Arrays.stream(phi.data()).map(u -> u / Math.sqrt(k)).toArray();
    features(network).draw(new Batch(x, phi), STREAMS.stream("noise"));
    assertThat(phi.data()).containsExactly(expected, within(1e-6));
  }

  /** Without any direction the model is the linear one with tau_j in place of b. */
  @Test
  void isotropicInputsWithoutLabels() {
    int n = dimension();
    TrainedNetwork network = network(RELU);
    TrainedNetwork unlabelled =
        new TrainedNetwork(
            network.initial(),
            network.f(),
            RELU,
            new Sample(new Inputs(Matrix.zeros(0, n), new int[0]), new double[0]));
    Population population = population(new SpikedCovariance(n, 4, List.of()));
    Matrix x = Matrix.of(1, n, STREAMS.stream("x").gaussians(n));
    Matrix phi = preActivations(x, network);
    Matrix u = phi.copy();
    equivalent()
        .features(unlabelled, population, ALGEBRA)
        .average(new Batch(x, phi), new double[phi.columns()]);
    for (int j = 0; j < phi.columns(); j++) {
      double tau = 2 * norm(network.f().row(j));
      double expected = tau / Math.sqrt(2 * Math.PI) + u.get(0, j) / 2;
      assertThat(phi.get(0, j) * Math.sqrt(phi.columns())).isCloseTo(expected, within(1e-6 * tau));
    }
  }

  @Test
  void refusesOtherCovariances() {
    int n = dimension();
    Matrix identity = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      identity.set(i, i, 1);
    }
    TrainedNetwork network = network();
    Population dense = population(new DenseCovariance(identity));
    assertThatThrownBy(() -> equivalent().requireApplicable(dense))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("dense");
    assertThatThrownBy(() -> equivalent().features(network, dense, ALGEBRA))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("dense");
    Population unequal =
        population(new SpikedCovariance(n, 1, List.of()), new SpikedCovariance(n, 2, List.of()));
    assertThatThrownBy(() -> equivalent().features(network, unequal, ALGEBRA))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[1.0, 2.0]");
  }

  /** In the span of all directions there is nothing left to be Gaussian. */
  @Test
  void refusesNeuronsInsideOfTheSpan() {
    TrainedNetwork network = network();
    Matrix f = network.f().copy();
    for (int i = 0; i < f.columns(); i++) {
      f.set(1, i, i == 3 ? 1 : 0); // the second component's mean
    }
    TrainedNetwork inside =
        new TrainedNetwork(network.initial(), f, network.activation(), network.first());
    assertThatThrownBy(() -> equivalent().features(inside, population(), ALGEBRA))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("60 dimensions");
  }

  @Test
  void refusesBatchesOfAnotherWidth() {
    FeatureMap features = features(network());
    Matrix x = Matrix.zeros(1, dimension());
    assertThatThrownBy(
            () -> features.draw(new Batch(x, Matrix.zeros(1, 4)), STREAMS.stream("noise")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width 5");
    assertThatThrownBy(() -> features.average(new Batch(x, Matrix.zeros(1, 5)), new double[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private TrainedNetwork network(Activation activation) {
    TrainedNetwork network = network();
    return new TrainedNetwork(network.initial(), network.f(), activation, network.first());
  }

  private FeatureMap features(TrainedNetwork network) {
    return equivalent().features(network, population(), ALGEBRA);
  }

  private static Matrix preActivations(Matrix x, TrainedNetwork network) {
    Matrix u = Matrix.zeros(x.rows(), network.f().rows());
    ALGEBRA.multiplyTransposed(1, x, network.f(), 0, u);
    return u;
  }

  /** g_1, g_2, mu_2 and X1^T y1. */
  private Matrix directions() {
    Matrix directions = Matrix.zeros(4, dimension());
    for (int c = 0; c < 2; c++) {
      MixtureComponent component = population().components().get(c);
      SpikedCovariance covariance = (SpikedCovariance) component.covariance();
      set(directions, c, covariance.spikes().get(0).direction());
    }
    set(directions, 2, population().components().get(1).mean());
    Sample first = network().first();
    set(directions, 3, ALGEBRA.transposedMultiply(first.x(), first.y()));
    return directions;
  }

  /** A vector's part outside of the span of directions, by the normal equations. */
  private static double[] outside(double[] vector, Matrix directions) {
    double[] coefficients =
        ALGEBRA.solvePositiveDefinite(
            ALGEBRA.gram(directions), ALGEBRA.multiply(directions, vector));
    double[] inside = ALGEBRA.transposedMultiply(directions, coefficients);
    double[] rest = vector.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= inside[i];
    }
    return rest;
  }

  private static void set(Matrix matrix, int row, double[] values) {
    System.arraycopy(values, 0, matrix.data(), row * matrix.columns(), values.length);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  private static Population population(Covariance... covariances) {
    List<MixtureComponent> components =
        Arrays.stream(covariances)
            .map(
                covariance ->
                    new MixtureComponent(
                        1.0 / covariances.length, new double[covariance.dimension()], covariance))
            .toList();
    return new Population() {
      @Override
      public List<MixtureComponent> components() {
        return components;
      }

      @Override
      public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
        throw new UnsupportedOperationException("the model needs moments, not samples");
      }
    };
  }
}

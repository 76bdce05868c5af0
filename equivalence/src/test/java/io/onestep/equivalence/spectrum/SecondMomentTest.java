package io.onestep.equivalence.spectrum;

import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.ERF;
import static io.onestep.equivalence.TestActivation.IDENTITY;
import static io.onestep.equivalence.TestActivation.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.SpikedMixture;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;

class SecondMomentTest {
  private static final int N = 5;
  private static final int K = 4;
  private static final ReferenceLinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();
  private static final Matrix F = Matrix.zeros(K, N);

  static {
    RandomStreams.of(3).stream("F").fillGaussian(F.data(), 0, F.size());
    for (int i = 0; i < F.size(); i++) {
      F.data()[i] /= 2;
    }
  }

  private static final SpikedMixture CENTRED =
      new SpikedMixture(
          List.of(
              SpikedMixture.half(N, 2, new double[] {0.6, 0.8}),
              SpikedMixture.half(N, 0.5, new double[] {0, 0, 1})));

  private static final SpikedMixture WITH_MEANS =
      new SpikedMixture(
          List.of(
              SpikedMixture.half(N, 2, new double[] {0.6, 0.8}, 1, 0, -0.5),
              SpikedMixture.half(N, 0.5, new double[] {0, 0, 1}, 0, 0, 0, 2)));

  private static Matrix moment(Activation activation, Population population) {
    return moment(F, activation, population);
  }

  private static Matrix moment(Matrix f, Activation activation, Population population) {
    Inputs none = new Inputs(Matrix.zeros(0, N), new int[0]);
    TrainedNetwork network =
        new TrainedNetwork(
            new TwoLayerNetwork(f, new double[f.rows()]),
            f,
            activation,
            new Sample(none, new double[0]));
    return SecondMoment.of(network, population, ALGEBRA);
  }

  /** (C_ii, C_ij, C_jj) of component c. */
  private static double[] covariance(Population population, int c, int i, int j) {
    MixtureComponent component = population.components().get(c);
    double[] spreadI = component.covariance().multiply(F.row(i));
    double[] spreadJ = component.covariance().multiply(F.row(j));
    return new double[] {dot(F.row(i), spreadI), dot(F.row(i), spreadJ), dot(F.row(j), spreadJ)};
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private interface ClosedForm {
    double of(double cii, double cij, double cjj, boolean diagonal);
  }

  private static void agrees(Activation activation, ClosedForm form, double tolerance) {
    Matrix moment = moment(activation, CENTRED);
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < K; j++) {
        double expected = 0;
        for (int c = 0; c < 2; c++) {
          double[] of = covariance(CENTRED, c, i, j);
          expected += form.of(of[0], of[1], of[2], i == j) / (2 * K);
        }
        assertThat(moment.get(i, j)).as("%d, %d", i, j).isCloseTo(expected, within(tolerance));
      }
    }
  }

  /** The arc-cosine kernel (Cho and Saul, 2009); |p_ij|^41 is below 1e-3 for this F. */
  @Test
  void relu() {
    agrees(
        RELU,
        (cii, cij, cjj, diagonal) -> {
          double angle = diagonal ? 0 : Math.acos(cij / Math.sqrt(cii * cjj));
          return Math.sqrt(cii * cjj)
              * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle))
              / (2 * Math.PI);
        },
        1e-6);
  }

  /** The arcsine kernel (Williams, 1997). */
  @Test
  void erf() {
    agrees(
        ERF,
        (cii, cij, cjj, diagonal) ->
            2 / Math.PI * Math.asin(2 * cij / Math.sqrt((1 + 2 * cii) * (1 + 2 * cjj))),
        1e-6);
  }

  /** sum_c rho_c (C + mean mean^T)/k, with a dense covariance too. */
  @Test
  void identity() {
    Matrix moment = moment(IDENTITY, WITH_MEANS);
    List<MixtureComponent> dense =
        WITH_MEANS.components().stream()
            .map(
                c -> {
                  Matrix sigma = Matrix.zeros(N, N);
                  for (int i = 0; i < N; i++) {
                    double[] e = new double[N];
                    e[i] = 1;
                    System.arraycopy(c.covariance().multiply(e), 0, sigma.data(), i * N, N);
                  }
                  return new MixtureComponent(c.weight(), c.mean(), new DenseCovariance(sigma));
                })
            .toList();
    Matrix ofDense = moment(IDENTITY, new SpikedMixture(dense));
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < K; j++) {
        double expected = 0;
        for (int c = 0; c < 2; c++) {
          double[] mean = WITH_MEANS.components().get(c).mean();
          expected +=
              (covariance(WITH_MEANS, c, i, j)[1] + dot(F.row(i), mean) * dot(F.row(j), mean))
                  / (2 * K);
        }
        assertThat(moment.get(i, j)).isCloseTo(expected, within(1e-13));
        assertThat(ofDense.get(i, j)).isCloseTo(expected, within(1e-13));
      }
    }
  }

  /** With means, against the expectation as an integral over two independent normals. */
  @Test
  void cubicWithMeans() {
    Matrix moment = moment(CUBIC, WITH_MEANS);
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < K; j++) {
        double expected = 0;
        for (int c = 0; c < 2; c++) {
          double[] mean = WITH_MEANS.components().get(c).mean();
          double[] of = covariance(WITH_MEANS, c, i, j);
          double mi = dot(F.row(i), mean);
          double mj = dot(F.row(j), mean);
          double si = Math.sqrt(of[0]);
          double slope = of[1] / si;
          double rest = Math.sqrt(Math.max(0, of[2] - slope * slope));
          expected +=
              expectation(
                      (x, y) -> CUBIC.value(mi + si * x) * CUBIC.value(mj + slope * x + rest * y))
                  / (2 * K);
        }
        assertThat(moment.get(i, j)).isCloseTo(expected, within(1e-10));
      }
    }
  }

  private static double expectation(DoubleBinaryOperator g) {
    return normal(x -> normal(y -> g.applyAsDouble(x, y)));
  }

  private static double normal(org.hipparchus.analysis.UnivariateFunction g) {
    return new GaussIntegratorFactory()
        .legendre(120, -12, 12)
        .integrate(z -> g.value(z) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI));
  }

  @Test
  void refusesNeuronsWithoutSpread() {
    assertThatThrownBy(() -> moment(Matrix.zeros(2, N), ERF, CENTRED))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("neuron 0 is 0");
  }
}

package io.onestep.equivalence.moments;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.dot;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import io.onestep.equivalence.conditional.ConditionalGaussianFactory;
import java.util.List;
import java.util.Optional;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The moments of the conditional Gaussian model (Demir and Dogan, theorem 3) against its
 * definition: with kappa = B^T x, {@code phi_j = (M_j + A_j f_j.x_perp/tau_j + sqrt(V_j) z')/sqrt
 * k}, M_j = E sigma(t_j + tau_j z), A_j = E z sigma(t_j + tau_j z), V_j = Var sigma - A_j^2; nested
 * Gauss and Hermite rules over kappa and z.
 */
class ConditionallyLinearTest {
  private static final int N = 6;
  private static final int K = 4;
  private static final RandomStreams STREAMS = RandomStreams.of(6);

  /** 30 nodes: for tanh of arguments with deviations up to 1.5 good to 1e-6. */
  private static final GaussIntegrator NODES = new GaussIntegratorFactory().hermite(30);

  private static double z(int i) {
    return Math.sqrt(2) * NODES.getPoint(i);
  }

  private static double weight(int i) {
    return NODES.getWeight(i) / Math.sqrt(Math.PI);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agreesWithTheDefinition(boolean product) {
    Matrix f = Fixtures.gaussian(K, N, 0.5, STREAMS.child("f", 0));
    double[] v = Fixtures.vector(N, 0.1, STREAMS.child("v", 0));
    double[] mean = Fixtures.vector(N, 0.8, STREAMS.child("mean", 0));
    SpikedCovariance spiked = Fixtures.spiked(N, 1, STREAMS.child("c", 0), 2);
    Population population =
        mixture(
            new MixtureComponent(0.4, mean, spiked),
            new MixtureComponent(0.6, new double[N], new SpikedCovariance(N, 1, List.of())));
    double[] xi = Fixtures.vector(N, 0.6, STREAMS.child("xi", 0));
    double[] other = Fixtures.vector(N, 0.7, STREAMS.child("xi", 1));
    LabelLaw labels =
        product
            ? new LabelLaw.IndexProduct(
                List.of(new Index(1, xi, TANH), new Index(1, other, TANH)), 0.4)
            : LabelLaw.singleIndex(new Index(1, xi, TANH), 0.4);
    FeatureLaw law =
        new ConditionalGaussianFactory()
            .create(new ConditionalGaussianFactory.Config(), Fixtures.ANY)
            .law(TANH, population, v)
            .orElseThrow();
    assertThat(law).isInstanceOf(FeatureLaw.ConditionallyLinear.class);
    Moments actual = GaussianFeatures.of(f, law, 1e-10, ALGEBRA).average(population, labels);

    RealMatrix b = orthonormal(v, mean, spiked.spikes().get(0).direction());
    RealMatrix second = new Array2DRowRealMatrix(K, K);
    double[] means = new double[K];
    double[] cross = new double[K];
    for (MixtureComponent c : population.components()) {
      add(c, f, b, xi, product ? Optional.of(other) : Optional.empty(), second, means, cross);
    }
    for (int i = 0; i < K; i++) {
      assertThat(actual.mean()[i]).isCloseTo(means[i], within(1e-6));
      assertThat(actual.cross()[i]).as("r_%d", i).isCloseTo(cross[i], within(1e-6));
      for (int j = 0; j < K; j++) {
        assertThat(actual.second().get(i, j))
            .as("R_%d,%d", i, j)
            .isCloseTo(second.getEntry(i, j), within(1e-6));
      }
    }
    // Pointwise features have other moments: the law is not ignored.
    Moments pointwise =
        GaussianFeatures.of(f, new FeatureLaw.Pointwise(TANH, 0), 1e-10, ALGEBRA)
            .average(population, labels);
    double difference = 0;
    for (int i = 1; i < K; i++) {
      difference =
          Math.max(difference, Math.abs(pointwise.second().get(0, i) - actual.second().get(0, i)));
    }
    assertThat(difference).isGreaterThan(1e-5);
  }

  /** Adds a component's part, by sums over nodes of kappa. */
  private static void add(
      MixtureComponent c,
      Matrix f,
      RealMatrix b,
      double[] xi,
      Optional<double[]> other,
      RealMatrix second,
      double[] means,
      double[] cross) {
    RealMatrix covariance = new Array2DRowRealMatrix(3, 3);
    for (int d = 0; d < 3; d++) {
      covariance.setColumn(d, b.operate(c.covariance().multiply(b.getRow(d))));
    }
    RealMatrix root = new CholeskyDecomposition(covariance, 1e-9, 0).getL();
    double[] centre = b.operate(c.mean());
    double[][] s = new double[K][]; // B^T f_j
    double[][] outside = new double[K][];
    for (int j = 0; j < K; j++) {
      s[j] = b.operate(f.row(j));
      outside[j] = outside(f.row(j), b);
    }
    double[] sXi = b.operate(xi);
    double[] xiOutside = outside(xi, b);
    double tauXi = Math.sqrt(dot(xiOutside, xiOutside));
    // What the other direction has outside: along xi's part, and at right angles to it.
    double[] sOther = other.map(b::operate).orElse(sXi);
    double[] otherOutside = other.map(x -> outside(x, b)).orElse(xiOutside);
    double along = dot(otherOutside, xiOutside) / tauXi;
    double[] across = otherOutside.clone();
    for (int i = 0; i < N; i++) {
      across[i] -= along * xiOutside[i] / tauXi;
    }
    double tauAcross = Math.sqrt(dot(across, across));
    int nodes = NODES.getNumberOfPoints();
    for (int node = 0; node < nodes * nodes * nodes; node++) {
      int[] at = {node % nodes, node / nodes % nodes, node / nodes / nodes};
      double probability = c.weight() * weight(at[0]) * weight(at[1]) * weight(at[2]);
      if (probability < 1e-12) {
        continue;
      }
      double[] kappa = root.operate(new double[] {z(at[0]), z(at[1]), z(at[2])});
      for (int d = 0; d < 3; d++) {
        kappa[d] += centre[d];
      }
      // The label's mean given kappa, and its linear part in xi.x_perp/tau_xi.
      double[] y =
          other.isPresent()
              ? productMoments(dot(sXi, kappa), tauXi, dot(sOther, kappa), along, tauAcross)
              : moments(dot(sXi, kappa), tauXi);
      double[][] m = new double[K][];
      for (int j = 0; j < K; j++) {
        double tau = Math.sqrt(dot(outside[j], outside[j]));
        m[j] = moments(dot(s[j], kappa), tau);
        means[j] += probability * m[j][0] / Math.sqrt(K);
        double p = dot(outside[j], xiOutside) / (tau * tauXi);
        double linear = y[1] * p;
        if (other.isPresent()) {
          linear += y[2] * dot(outside[j], across) / (tau * tauAcross);
        }
        cross[j] += probability * (m[j][0] * y[0] + m[j][1] * linear) / Math.sqrt(K);
        for (int i = 0; i < j; i++) {
          double cosine =
              dot(outside[i], outside[j]) / (tau * Math.sqrt(dot(outside[i], outside[i])));
          double value = probability * (m[i][0] * m[j][0] + m[i][1] * m[j][1] * cosine) / K;
          second.addToEntry(i, j, value);
          second.addToEntry(j, i, value);
        }
        // M^2 + A^2 + V = E sigma^2.
        second.addToEntry(j, j, probability * m[j][2] / K);
      }
    }
  }

  /** M, A and E sigma^2 at t + tau z. */
  private static double[] moments(double t, double tau) {
    double[] sums = new double[3];
    for (int i = 0; i < NODES.getNumberOfPoints(); i++) {
      double value = Math.tanh(t + tau * z(i));
      sums[0] += weight(i) * value;
      sums[1] += weight(i) * value * z(i);
      sums[2] += weight(i) * value * value;
    }
    return sums;
  }

  /** E Y, E z1 Y and E z2 Y of Y = tanh(t1 + tau1 z1) tanh(t2 + along z1 + across z2). */
  private static double[] productMoments(
      double t1, double tau1, double t2, double along, double across) {
    double[] sums = new double[3];
    for (int i = 0; i < NODES.getNumberOfPoints(); i++) {
      double[] inner = moments(t2 + along * z(i), across);
      double value = weight(i) * Math.tanh(t1 + tau1 * z(i));
      sums[0] += value * inner[0];
      sums[1] += value * inner[0] * z(i);
      sums[2] += value * inner[1];
    }
    return sums;
  }

  private static double[] outside(double[] x, RealMatrix b) {
    double[] inside = b.transpose().operate(b.operate(x));
    double[] rest = x.clone();
    for (int i = 0; i < rest.length; i++) {
      rest[i] -= inside[i];
    }
    return rest;
  }

  private static RealMatrix orthonormal(double[]... vectors) {
    RealMatrix columns = new Array2DRowRealMatrix(N, vectors.length);
    for (int d = 0; d < vectors.length; d++) {
      columns.setColumn(d, vectors[d]);
    }
    RealMatrix q = new QRDecomposition(columns).getQ();
    return q.getSubMatrix(0, N - 1, 0, vectors.length - 1).transpose();
  }
}

package io.onestep.equivalence.spectrum;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.equivalence.hermite.HermiteExpansion;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * The second moment R = E[phi phi^T] of a network's features phi = sigma(F^ x)/sqrt k on a Gaussian
 * mixture. Given its component c, u = F^ x is normal with mean F^ mu_c and covariance C = F^
 * Sigma_c F^^T; with s_i^2 = C_ii, p_ij = C_ij/(s_i s_j) and the coefficients a_q(i) of
 * sigma(mean_i + s_i z) in the orthonormal Hermite polynomials, E[sigma(u_i) sigma(u_j) | c] =
 * sum_q a_q(i) a_q(j) p_ij^q (Mehler's formula).
 *
 * <p>The diagonal is exact. Off it, orders are added until what is left, which is at most |p_ij|^(q
 * + 1) sqrt(tail_i tail_j) in each entry, has a Frobenius norm of 1e-7 of the trace, or up to order
 * 40.
 */
final class SecondMoment {
  private static final int HIGHEST_ORDER = 40;
  private static final double TOLERANCE = 1e-7;
  private static final double LARGEST_SCALE = 1e4;

  private SecondMoment() {}

  static Matrix of(TrainedNetwork network, Population population, LinearAlgebra algebra) {
    int k = network.f().rows();
    Matrix moment = Matrix.zeros(k, k);
    for (MixtureComponent component : population.components()) {
      if (component.weight() > 0) {
        add(component, network, algebra, moment);
      }
    }
    return moment;
  }

  private static void add(
      MixtureComponent component, TrainedNetwork network, LinearAlgebra algebra, Matrix moment) {
    int k = network.f().rows();
    double weight = component.weight() / k;
    double[] mean = algebra.multiply(network.f(), component.mean());
    Matrix correlation = covariance(network.f(), component.covariance(), algebra);
    double[] scale = new double[k];
    for (int i = 0; i < k; i++) {
      scale[i] = Math.sqrt(correlation.get(i, i));
      if (!(scale[i] > 0 && scale[i] <= LARGEST_SCALE)) {
        throw new NumericalException(
            "the features' second moment needs pre-activations with standard deviations in (0, 1e4],"
                + " but that of neuron "
                + i
                + " is "
                + scale[i]);
      }
    }
    double[][] a = new double[HIGHEST_ORDER + 1][k];
    double[] tail = new double[k];
    double trace = 0;
    for (int i = 0; i < k; i++) {
      HermiteExpansion expansion =
          HermiteExpansion.of(network.activation(), mean[i], scale[i], HIGHEST_ORDER);
      double[] h = expansion.coefficients();
      tail[i] = expansion.noiseVariance();
      for (int q = 0; q <= HIGHEST_ORDER; q++) {
        a[q][i] = h[q] / Math.sqrt(CombinatoricsUtils.factorialDouble(q));
        tail[i] += a[q][i] * a[q][i];
      }
      trace += tail[i]; // E sigma^2, of which orders are taken away below
      moment.data()[i * k + i] += weight * tail[i];
      for (int j = 0; j < k; j++) {
        correlation.data()[i * k + j] /= scale[i] * scale[j];
      }
      correlation.data()[i * k + i] = 0;
    }
    double[] power = new double[k * k]; // p_ij^q
    Arrays.fill(power, 1);
    for (int i = 0; i < k; i++) {
      power[i * k + i] = 0;
    }
    double left = Double.POSITIVE_INFINITY;
    for (int q = 0; q <= HIGHEST_ORDER && left > TOLERANCE * trace; q++) {
      for (int i = 0; i < k; i++) {
        tail[i] = Math.max(0, tail[i] - a[q][i] * a[q][i]);
      }
      double square = 0;
      for (int i = 0; i < k; i++) {
        double row = 0;
        for (int j = 0, at = i * k; j < k; j++, at++) {
          moment.data()[at] += weight * a[q][i] * a[q][j] * power[at];
          power[at] *= correlation.data()[at];
          row += power[at] * power[at] * tail[j];
        }
        square += row * tail[i];
      }
      left = Math.sqrt(square);
    }
  }

  /** Returns F^ Sigma F^^T. */
  private static Matrix covariance(Matrix f, Covariance covariance, LinearAlgebra algebra) {
    if (covariance instanceof DenseCovariance dense) {
      Matrix product = Matrix.zeros(f.rows(), f.columns());
      algebra.multiply(1, f, dense.matrix(), 0, product);
      Matrix result = Matrix.zeros(f.rows(), f.rows());
      algebra.multiplyTransposed(1, product, f, 0, result);
      return result;
    }
    SpikedCovariance spiked = (SpikedCovariance) covariance;
    Matrix result = algebra.gram(f);
    for (int i = 0; i < result.size(); i++) {
      result.data()[i] *= spiked.bulk();
    }
    List<Spike> spikes = spiked.spikes();
    if (!spikes.isEmpty()) {
      Matrix rows = Matrix.zeros(spikes.size(), f.columns());
      for (int i = 0; i < spikes.size(); i++) {
        double root = Math.sqrt(spikes.get(i).theta());
        double[] g = spikes.get(i).direction();
        for (int j = 0; j < g.length; j++) {
          rows.set(i, j, root * g[j]);
        }
      }
      Matrix loadings = Matrix.zeros(spikes.size(), f.rows());
      algebra.multiplyTransposed(1, rows, f, 0, loadings);
      algebra.transposedMultiply(1, loadings, loadings, 1, result);
    }
    return result;
  }
}

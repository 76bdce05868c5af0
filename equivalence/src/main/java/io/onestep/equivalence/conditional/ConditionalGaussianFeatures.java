package io.onestep.equivalence.conditional;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * {@code phi_j = (1/sqrt k) (M_j + A_j (u_j - t_j) / tau_j + N_j z'_j)} with the moments at t_j =
 * s_j^T kappa, kappa = B^T x.
 */
final class ConditionalGaussianFeatures implements FeatureMap {
  /** B^T, a direction a row (r x n). */
  private final Matrix basis;

  /** B^T F^^T, so s_j is a column (r x k). */
  private final Matrix projections;

  private final List<ConditionalMoments.Neuron> neurons;

  ConditionalGaussianFeatures(
      Matrix basis, Matrix projections, List<ConditionalMoments.Neuron> neurons) {
    this.basis = basis;
    this.projections = projections;
    this.neurons = List.copyOf(neurons);
  }

  @Override
  public void draw(Batch batch, RandomStream noise) {
    int width = requireWidth(batch.values().columns());
    double[] data = batch.values().data();
    double factor = 1 / Math.sqrt(width);
    double[] t = new double[width];
    double[] z = new double[width];
    double[] moments = new double[3];
    for (int row = 0; row < batch.size(); row++) {
      project(batch.x(), row, t);
      noise.fillGaussian(z, 0, width);
      int at = batch.values().offset() + row * width;
      for (int j = 0; j < width; j++) {
        double mean = mean(j, t[j], data[at + j], moments);
        data[at + j] = factor * (mean + moments[2] * z[j]);
      }
    }
  }

  @Override
  public double[] average(Batch batch, double[] w) {
    int width = requireWidth(batch.values().columns());
    requireWidth(w.length);
    double[] data = batch.values().data();
    double factor = 1 / Math.sqrt(width);
    double[] t = new double[width];
    double[] moments = new double[3];
    double[] variances = new double[batch.size()];
    for (int row = 0; row < batch.size(); row++) {
      project(batch.x(), row, t);
      int at = batch.values().offset() + row * width;
      for (int j = 0; j < width; j++) {
        data[at + j] = factor * mean(j, t[j], data[at + j], moments);
        double deviation = factor * w[j] * moments[2];
        variances[row] += deviation * deviation;
      }
    }
    return variances;
  }

  private int requireWidth(int width) {
    if (width != neurons.size()) {
      throw new IllegalArgumentException(
          "features of a network of width " + neurons.size() + " were asked for width " + width);
    }
    return width;
  }

  /** Computes all t_j of a sample. */
  private void project(Matrix x, int row, double[] t) {
    Arrays.fill(t, 0);
    int n = basis.columns();
    for (int r = 0; r < basis.rows(); r++) {
      double kappa = 0;
      for (int i = 0; i < n; i++) {
        kappa += basis.data()[r * n + i] * x.data()[x.offset() + row * n + i];
      }
      for (int j = 0; j < t.length; j++) {
        t[j] += kappa * projections.data()[r * t.length + j];
      }
    }
  }

  /** Returns M_j + A_j (u - t) / tau_j and leaves the moments behind. */
  private double mean(int j, double t, double u, double[] moments) {
    ConditionalMoments.Neuron neuron = neurons.get(j);
    neuron.moments(t, moments);
    return moments[0] + moments[1] * (u - t) / neuron.tau();
  }
}

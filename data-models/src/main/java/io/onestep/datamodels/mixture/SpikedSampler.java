package io.onestep.datamodels.mixture;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStream;

/**
 * Draws from N(mu, bulk I + sum_i theta_i g_i g_i^T) without an n x n matrix: x = mu + sqrt(bulk) z
 * + sum_i (sqrt(bulk + theta_i) - sqrt(bulk)) g_i (g_i^T z), z ~ N(0, I).
 */
final class SpikedSampler implements NormalSampler {
  private final double[] mean;
  private final double scale;
  private final double[][] directions;
  private final double[] stretches;

  SpikedSampler(double[] mean, SpikedCovariance covariance) {
    this.mean = mean;
    this.scale = Math.sqrt(covariance.bulk());
    this.directions = covariance.spikes().stream().map(Spike::direction).toArray(double[][]::new);
    this.stretches =
        covariance.spikes().stream()
            .mapToDouble(spike -> Math.sqrt(covariance.bulk() + spike.theta()) - scale)
            .toArray();
  }

  @Override
  public void fill(Matrix x, RandomStream values) {
    double[] data = x.data();
    double[] coefficients = new double[directions.length];
    for (int row = 0; row < x.rows(); row++) {
      int offset = x.offset() + row * x.columns();
      values.fillGaussian(data, offset, offset + mean.length);
      for (int i = 0; i < coefficients.length; i++) {
        coefficients[i] = stretches[i] * Vectors.dot(directions[i], 0, data, offset, mean.length);
      }
      for (int j = 0; j < mean.length; j++) {
        data[offset + j] = mean[j] + scale * data[offset + j];
      }
      for (int i = 0; i < coefficients.length; i++) {
        Vectors.addMultiple(coefficients[i], directions[i], 0, data, offset, mean.length);
      }
    }
  }
}

package io.onestep.datasets.moments;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.InputClass;
import java.util.Objects;
import org.hipparchus.linear.BlockRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * The moments of a class as the finite population that it is: those of a row drawn at random plus
 * the class's noise. (So covariances are sums over the N rows divided by N, not by N - 1.)
 *
 * @param inputs the class
 */
public record SampleMoments(InputClass inputs) {
  /** Validates that there is a class. */
  public SampleMoments {
    Objects.requireNonNull(inputs, "inputs");
  }

  /**
   * Returns the mean.
   *
   * @return n numbers
   */
  public double[] mean() {
    Matrix x = inputs.x();
    double[] mean = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += x.get(i, j);
      }
    }
    for (int j = 0; j < mean.length; j++) {
      mean[j] /= x.rows();
    }
    return mean;
  }

  /**
   * Returns the trace of the covariance, noise included.
   *
   * @return (1/N) sum_i ||x_i - mean||^2 + n noise
   */
  public double trace() {
    Matrix x = inputs.x();
    double[] mean = mean();
    double sum = 0;
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        double deviation = x.get(i, j) - mean[j];
        sum += deviation * deviation;
      }
    }
    return sum / x.rows() + mean.length * inputs.noise();
  }

  /**
   * Returns the covariance, noise included. Costs N n^2 multiplications.
   *
   * @return (1/N) sum_i (x_i - mean) (x_i - mean)^T + noise I, n x n
   */
  public RealMatrix covariance() {
    Matrix x = inputs.x();
    double[] mean = mean();
    double[][] deviations = new double[x.rows()][];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = x.row(i);
      for (int j = 0; j < mean.length; j++) {
        deviations[i][j] -= mean[j];
      }
    }
    BlockRealMatrix rows = new BlockRealMatrix(deviations);
    RealMatrix covariance = rows.transposeMultiply(rows).scalarMultiply(1.0 / x.rows());
    for (int j = 0; j < mean.length; j++) {
      covariance.addToEntry(j, j, inputs.noise());
    }
    return covariance;
  }
}

package io.onestep.datasets.moments;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.InputClass;
import java.util.Objects;
import org.hipparchus.linear.Array2DRowRealMatrix;
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
    int n = inputs.x().columns();
    double[][] deviations = deviations();
    double[][] sum = new double[n][n];
    double[] column = new double[RowCombination.ROWS];
    for (int i = 0; i < deviations.length; i += RowCombination.ROWS) {
      for (int j = 0; j < n; j++) { // the upper triangle
        for (int l = 0; l < RowCombination.ROWS; l++) {
          column[l] = deviations[i + l][j];
        }
        RowCombination.add(column, 0, deviations, i, sum[j], j);
      }
    }
    for (int j = 0; j < n; j++) {
      for (int l = j; l < n; l++) {
        sum[j][l] = sum[j][l] / inputs.x().rows() + (j == l ? inputs.noise() : 0);
        sum[l][j] = sum[j][l];
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }

  private double[][] deviations() {
    Matrix x = inputs.x();
    double[] mean = mean();
    double[][] deviations = RowCombination.zeros(x.rows(), mean.length);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        deviations[i][j] = x.get(i, j) - mean[j];
      }
    }
    return deviations;
  }
}

package io.onestep.datasets.model;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.InputClass;
import io.onestep.api.random.RandomStream;
import io.onestep.datasets.moments.SampleMoments;
import org.hipparchus.linear.BlockRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RectangularCholeskyDecomposition;

/**
 * Draws Gaussians of a class's mean and covariance without its noise, by x = mu + B z with B B^T =
 * Sigma and z ~ N(0, I). B is Cholesky's factor with pivoting, since images have pixels that never
 * vary and Sigma is singular then.
 */
final class GaussianSampler {
  /** What counts as zero, relative to the largest variance; rounding stays below it. */
  private static final double SMALL = 1e-11;

  /** Rows at a time, which bounds the memory for z. */
  private static final int ROWS = 512;

  private final double[] mean;
  private final BlockRealMatrix root; // B, n x rank

  GaussianSampler(InputClass inputs) {
    InputClass noiseless = new InputClass(inputs.name(), inputs.x(), 0);
    this.mean = new SampleMoments(noiseless).mean();
    RealMatrix covariance = new SampleMoments(noiseless).covariance();
    double largest = 0;
    for (int j = 0; j < mean.length; j++) {
      largest = Math.max(largest, covariance.getEntry(j, j));
    }
    this.root =
        new BlockRealMatrix(
            largest == 0
                ? new double[mean.length][1]
                : new RectangularCholeskyDecomposition(covariance, SMALL * largest)
                    .getRootMatrix()
                    .getData());
  }

  /** Fills the rows of a matrix with independent samples. */
  void fill(Matrix x, RandomStream values) {
    for (int from = 0; from < x.rows(); from += ROWS) {
      Matrix rows = x.rows(from, Math.min(x.rows(), from + ROWS));
      double[][] deviations = deviations(rows.rows(), values);
      for (int i = 0; i < rows.rows(); i++) {
        for (int j = 0; j < mean.length; j++) {
          rows.set(i, j, mean[j] + deviations[i][j]);
        }
      }
    }
  }

  private double[][] deviations(int rows, RandomStream values) {
    double[][] z = new double[rows][];
    for (int i = 0; i < rows; i++) {
      z[i] = values.gaussians(root.getColumnDimension());
    }
    return new BlockRealMatrix(z).multiplyTransposed(root).getData();
  }
}

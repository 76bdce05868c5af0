package io.onestep.datasets.model;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.InputClass;
import io.onestep.api.random.RandomStream;
import io.onestep.datasets.moments.RowCombination;
import io.onestep.datasets.moments.SampleMoments;
import java.util.Arrays;
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

  /** Rows at a time, so that a row of B^T is read once for several samples. */
  private static final int BLOCK = 8;

  private final double[] mean;
  private final int rank;
  private final double[][] transposedRoot; // B^T, and rows of zeros to make fours

  GaussianSampler(InputClass inputs) {
    SampleMoments moments = new SampleMoments(inputs.withNoise(0));
    this.mean = moments.mean();
    double[][] root = root(moments.covariance());
    this.rank = root[0].length;
    this.transposedRoot = RowCombination.zeros(rank, mean.length);
    for (int j = 0; j < mean.length; j++) {
      for (int k = 0; k < rank; k++) {
        transposedRoot[k][j] = root[j][k];
      }
    }
  }

  private static double[][] root(RealMatrix covariance) {
    double largest = 0;
    for (int j = 0; j < covariance.getRowDimension(); j++) {
      largest = Math.max(largest, covariance.getEntry(j, j));
    }
    return largest == 0
        ? new double[covariance.getRowDimension()][0]
        : new RectangularCholeskyDecomposition(covariance, SMALL * largest)
            .getRootMatrix()
            .getData();
  }

  /** Fills the rows of a matrix with independent samples. */
  void fill(Matrix x, RandomStream values) {
    double[] z = new double[BLOCK * transposedRoot.length];
    double[][] sums = new double[BLOCK][mean.length];
    for (int from = 0; from < x.rows(); from += BLOCK) {
      int rows = Math.min(BLOCK, x.rows() - from);
      for (int row = 0; row < rows; row++) {
        int start = row * transposedRoot.length;
        values.fillGaussian(z, start, start + rank);
        System.arraycopy(mean, 0, sums[row], 0, mean.length);
      }
      for (int k = 0; k < transposedRoot.length; k += RowCombination.ROWS) {
        for (int row = 0; row < rows; row++) {
          int start = row * transposedRoot.length;
          RowCombination.add(z, start + k, transposedRoot, k, sums[row], 0);
        }
      }
      x.rows(from, from + rows).assign(Matrix.ofRows(Arrays.copyOf(sums, rows)));
    }
  }
}

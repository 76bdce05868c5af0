package io.onestep.datamodels.mixture;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RectangularCholeskyDecomposition;

/**
 * Draws from N(mu, Sigma) with Sigma = B B^T by x = mu + B z, z ~ N(0, I). B (n x rank) is Sigma's
 * Cholesky factor with pivoting, which takes singular covariances (images have pixels that never
 * vary) and then needs fewer normals.
 */
final class DenseSampler implements NormalSampler {
  /** What counts as zero, relative to the largest variance; rounding stays below it. */
  private static final double SMALL = 1e-11;

  /** Rows at a time, so that a row of B^T is read once for several rows of x. */
  private static final int BLOCK = 8;

  private final double[] mean;
  private final double[][] transposedRoot;

  DenseSampler(double[] mean, DenseCovariance covariance) {
    this.mean = mean;
    this.transposedRoot = transposedRoot(covariance.matrix());
  }

  private static double[][] transposedRoot(Matrix covariance) {
    int n = covariance.rows();
    RealMatrix symmetric = new Array2DRowRealMatrix(n, n);
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, covariance.get(i, i));
      for (int j = 0; j < n; j++) {
        symmetric.setEntry(i, j, covariance.get(Math.max(i, j), Math.min(i, j)));
      }
    }
    if (largest == 0) {
      requireSmall(symmetric, 0);
      return new double[0][n];
    }
    RealMatrix root;
    try {
      root = new RectangularCholeskyDecomposition(symmetric, SMALL * largest).getRootMatrix();
    } catch (MathIllegalArgumentException e) {
      throw notSemidefinite(e.getMessage());
    }
    // The decomposition looks at diagonals only, so an indefinite matrix may pass it; its product
    // then differs from the matrix, since every B B^T is semidefinite.
    requireSmall(root.multiplyTransposed(root).subtract(symmetric), 2 * SMALL * largest);
    return root.transpose().getData();
  }

  private static void requireSmall(RealMatrix remainder, double bound) {
    for (double[] row : remainder.getData()) {
      for (double element : row) {
        if (!(Math.abs(element) <= bound)) {
          throw notSemidefinite("its factor leaves a remainder of " + element);
        }
      }
    }
  }

  private static NumericalException notSemidefinite(String reason) {
    return new NumericalException("the covariance is not positive semidefinite: " + reason);
  }

  @Override
  public void fill(Matrix x, RandomStream values) {
    double[][] z = new double[BLOCK][transposedRoot.length];
    for (int from = 0; from < x.rows(); from += BLOCK) {
      int rows = Math.min(BLOCK, x.rows() - from);
      for (int row = 0; row < rows; row++) {
        values.fillGaussian(z[row], 0, z[row].length);
        System.arraycopy(mean, 0, x.data(), offset(x, from + row), mean.length);
      }
      for (int j = 0; j < transposedRoot.length; j++) {
        for (int row = 0; row < rows; row++) {
          Vectors.addMultiple(
              z[row][j], transposedRoot[j], 0, x.data(), offset(x, from + row), mean.length);
        }
      }
    }
  }

  private static int offset(Matrix x, int row) {
    return x.offset() + row * x.columns();
  }
}

package io.onestep.datamodels.mixture;

import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The largest eigenvalue of a symmetric positive semidefinite matrix. A small matrix is decomposed
 * whole. For a large one that takes seconds, so it goes to Lanczos' method, whose values grow
 * towards the largest eigenvalue from below; once they stand still, a Cholesky decomposition of (1
 * + 1e-10) value I - A proves that no eigenvalue is larger.
 */
final class LargestEigenvalue {
  private static final double TOLERANCE = 1e-10;

  /** The size up to which the whole decomposition takes some milliseconds. */
  private static final int SMALL = 64;

  /** Steps between two looks at the value. */
  private static final int STRIDE = 10;

  /** What rounding leaves of a vector in an invariant subspace, relative to the matrix. */
  private static final double ROUNDING = 1e-14;

  private LargestEigenvalue() {}

  static double of(RealMatrix a) {
    try {
      return a.getRowDimension() <= SMALL
          ? largest(new EigenDecompositionSymmetric(a))
          : lanczos(a);
    } catch (MathRuntimeException e) {
      throw new NumericalException(
          "the largest eigenvalue of a covariance was not found: " + e.getMessage());
    }
  }

  private static double largest(EigenDecompositionSymmetric decomposition) {
    return Arrays.stream(decomposition.getEigenvalues()).max().orElseThrow();
  }

  /** Lanczos' method with full orthogonalisation: exact after at most n steps. */
  private static double lanczos(RealMatrix a) {
    int n = a.getRowDimension();
    double rounding = ROUNDING * a.getFrobeniusNorm();
    double[] diagonal = new double[n];
    double[] offDiagonal = new double[n];
    OrthonormalFrame krylov = new OrthonormalFrame(n);
    // A random beginning has a part of the wanted eigenvector; a fixed one gives fixed results.
    double[] q = krylov.addRandom(RandomStreams.of(0).stream("lanczos"));
    double previous = 0;
    for (int steps = 1; ; steps++) {
      double[] image = a.operate(q);
      diagonal[steps - 1] = Vectors.dot(q, image);
      double[] next = krylov.orthogonalPart(image);
      double norm = Vectors.norm(next);
      boolean exact = steps == n || norm <= rounding;
      if (exact || steps % STRIDE == 0) {
        double value =
            largest(
                new EigenDecompositionSymmetric(
                    Arrays.copyOf(diagonal, steps), Arrays.copyOf(offDiagonal, steps - 1)));
        boolean still = value - previous <= TOLERANCE * value;
        if (exact || (still && isUpperBound((1 + TOLERANCE) * value, a))) {
          return value;
        }
        previous = value;
      }
      offDiagonal[steps - 1] = norm;
      q = Vectors.multiple(1 / norm, next);
      krylov.add(q);
    }
  }

  static boolean isUpperBound(double bound, RealMatrix a) {
    RealMatrix difference =
        MatrixUtils.createRealIdentityMatrix(a.getRowDimension()).scalarMultiply(bound).subtract(a);
    try {
      new CholeskyDecomposition(difference);
      return true;
    } catch (MathIllegalArgumentException e) {
      return false;
    }
  }
}

package io.onestep.equivalence.gradient;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest singular values of a map, by Lanczos' iteration on A^T A with full
 * reorthogonalisation, which needs nothing but products with vectors. It goes on until the residual
 * |A^T A x - sigma^2 x| of each value asked for is at most 1e-7 sigma^2 (or 1e-14 of the largest
 * sigma^2), so that some singular value is within 5e-8 of each sigma. Which ones these are is not
 * proven but certain for practical purposes, since the first direction is random; values that
 * coincide may be found once only.
 *
 * @param values the values in descending order, as many as were asked for; 0 where the map has none
 * @param leading the unit vector A x/|A x| of the first; all 0 if the map is 0
 */
record LargestSingularValues(double[] values, double[] leading) {
  private static final double RESIDUAL = 1e-7;
  private static final double NEGLIGIBLE = 1e-14;
  private static final int MOST_STEPS = 2000;

  /** Solving for the Ritz values in every step would cost more than the products. */
  private static final int STEPS_BETWEEN_CHECKS = 8;

  static LargestSingularValues of(
      LinearMap a, int count, RandomStream start, LinearAlgebra algebra) {
    int n = a.columns();
    List<double[]> basis = new ArrayList<>();
    List<Double> diagonal = new ArrayList<>();
    List<Double> below = new ArrayList<>(); // below the diagonal of the tridiagonal matrix
    double[] q = orthogonal(start.gaussians(n), basis);
    double scale = 0;
    for (int step = 1; step <= Math.min(n, MOST_STEPS); step++) {
      q = Vectors.multiple(1 / Vectors.norm(q), q);
      basis.add(q);
      double[] next = a.transposedMultiply(a.multiply(q));
      diagonal.add(Vectors.dot(q, next));
      scale = Math.max(scale, Vectors.norm(next));
      next = orthogonal(next, basis);
      double norm = Vectors.norm(next);
      // The basis spans an invariant space: what else there is has to be looked for outside.
      boolean invariant = !(norm > NEGLIGIBLE * scale);
      below.add(invariant ? 0 : norm);
      boolean all = step == n;
      if (all || step >= count && (invariant || step % STEPS_BETWEEN_CHECKS == 0)) {
        SymmetricEigen ritz = algebra.symmetricEigen(tridiagonal(diagonal, below));
        if (all || converged(ritz, count, below.get(step - 1))) {
          return result(a, ritz, count, basis);
        }
      }
      q = invariant && !all ? orthogonal(start.gaussians(n), basis) : next;
    }
    throw new NumericalException(
        "the largest singular values of a matrix with "
            + n
            + " columns did not converge in "
            + MOST_STEPS
            + " steps");
  }

  /** Twice is enough to make it orthogonal to rounding. */
  private static double[] orthogonal(double[] x, List<double[]> basis) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] q : basis) {
        Vectors.add(-Vectors.dot(q, x), q, x);
      }
    }
    return x;
  }

  private static Matrix tridiagonal(List<Double> diagonal, List<Double> below) {
    Matrix matrix = Matrix.zeros(diagonal.size(), diagonal.size());
    for (int i = 0; i < diagonal.size(); i++) {
      matrix.set(i, i, diagonal.get(i));
      if (i > 0) {
        matrix.set(i, i - 1, below.get(i - 1));
        matrix.set(i - 1, i, below.get(i - 1));
      }
    }
    return matrix;
  }

  private static boolean converged(SymmetricEigen ritz, int count, double below) {
    int size = ritz.values().length;
    double largest = ritz.values()[size - 1];
    for (int i = size - 1; i >= size - count; i--) {
      double residual = below * Math.abs(ritz.vectors().get(i, size - 1));
      if (residual > Math.max(RESIDUAL * ritz.values()[i], NEGLIGIBLE * largest)) {
        return false;
      }
    }
    return true;
  }

  private static LargestSingularValues result(
      LinearMap a, SymmetricEigen ritz, int count, List<double[]> basis) {
    int size = basis.size();
    double[] values = new double[count];
    for (int i = 0; i < Math.min(count, size); i++) {
      values[i] = Math.sqrt(Math.max(0, ritz.values()[size - 1 - i]));
    }
    double[] x = new double[a.columns()];
    for (int j = 0; j < size; j++) {
      Vectors.add(ritz.vectors().get(size - 1, j), basis.get(j), x);
    }
    double[] left = a.multiply(x);
    double norm = Vectors.norm(left);
    return new LargestSingularValues(values, norm > 0 ? Vectors.multiple(1 / norm, left) : left);
  }
}

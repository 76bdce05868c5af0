package io.onestep.api.algebra;

import java.util.Optional;

/**
 * Minimises ||a x - b||^2 + penalty ||x||^2 by the smaller of two systems: with A = a^T a + penalty
 * I it is A x = a^T b, with A = a a^T + penalty I it is x = a^T A^-1 b.
 *
 * <p>A is put in the algebra's room. Where single precision is faster, A is formed and decomposed
 * in it, and the solution is refined to double precision: by conjugate gradients on A, which is
 * applied as products with a and a^T in double precision, preconditioned by the decomposition. As
 * that differs from A by rounding only, each step gains several digits. Where it does not (for a
 * penalty too small for single precision) or fails, and where there is no single precision, A is
 * formed and decomposed in double precision.
 *
 * @param algebra what computes
 */
public record PenalisedLeastSquares(LinearAlgebra algebra) {
  /** The error, in the norm ||x||_A = sqrt(x^T A x) and relative to the solution, that will do. */
  private static final double TOLERANCE = 1e-11;

  /** What a step must divide the error by, at least, for refinement to be worth its while. */
  private static final double GAIN = 10;

  /**
   * Returns the vector.
   *
   * @param a p x q
   * @param b p numbers
   * @param penalty above 0
   * @return x, q numbers
   * @throws io.onestep.api.error.NumericalException if A is not positive definite to working
   *     precision, or a, b or x is not finite
   */
  public double[] solve(Matrix a, double[] b, double penalty) {
    return solve(new Exact(a, algebra), b, penalty);
  }

  /**
   * Returns the vector for a matrix in single precision, to double precision.
   *
   * @param a p x q
   * @param b p numbers
   * @param penalty above 0
   * @return x, q numbers
   * @throws io.onestep.api.error.NumericalException if A is not positive definite to working
   *     precision, or a, b or x is not finite
   */
  public double[] solve(FloatMatrix a, double[] b, double penalty) {
    return solve(new Rounded(a, algebra), b, penalty);
  }

  private double[] solve(Factor a, double[] b, double penalty) {
    if (b.length != a.rows()) {
      throw new IllegalArgumentException(
          "there are " + b.length + " numbers for the rows of a " + a.rows() + " x " + a.columns());
    }
    boolean wide = a.columns() > a.rows();
    double[] right = wide ? b : a.transposedTimes(b);
    double[] solution =
        algebra
            .singlePrecision()
            .flatMap(single -> refined(single, a, right, penalty, wide))
            .orElseGet(() -> exact(a.exact(), right, penalty, wide));
    return wide ? a.transposedTimes(solution) : solution;
  }

  /** The matrix a, in one precision or the other. */
  private sealed interface Factor {
    int rows();

    int columns();

    double[] times(double[] x);

    double[] transposedTimes(double[] x);

    Matrix exact();

    FloatMatrix rounded();
  }

  private record Exact(Matrix exact, LinearAlgebra algebra) implements Factor {
    @Override
    public int rows() {
      return exact.rows();
    }

    @Override
    public int columns() {
      return exact.columns();
    }

    @Override
    public double[] times(double[] x) {
      return algebra.multiply(exact, x);
    }

    @Override
    public double[] transposedTimes(double[] x) {
      return algebra.transposedMultiply(exact, x);
    }

    @Override
    public FloatMatrix rounded() {
      FloatMatrix rounded = algebra.room().floatMatrix("rounded factor", rows(), columns());
      rounded.assign(exact);
      return rounded;
    }
  }

  private record Rounded(FloatMatrix rounded, LinearAlgebra algebra) implements Factor {
    @Override
    public int rows() {
      return rounded.rows();
    }

    @Override
    public int columns() {
      return rounded.columns();
    }

    @Override
    public double[] times(double[] x) {
      return algebra.multiply(rounded, x);
    }

    @Override
    public double[] transposedTimes(double[] x) {
      return algebra.transposedMultiply(rounded, x);
    }

    @Override
    public Matrix exact() {
      Matrix exact = algebra.room().matrix("widened factor", rows(), columns());
      rounded.copyTo(exact);
      return exact;
    }
  }

  private double[] exact(Matrix a, double[] right, double penalty, boolean wide) {
    Matrix system = algebra.room().matrix("system", right.length, right.length);
    if (wide) {
      algebra.lowerGram(a, system);
    } else {
      algebra.lowerTransposedGram(a, system);
    }
    for (int i = 0; i < system.rows(); i++) {
      system.set(i, i, system.get(i, i) + penalty);
    }
    return algebra.solvePositiveDefinite(system, right);
  }

  /** Returns nothing if it is not to be had this way. */
  private Optional<double[]> refined(
      SinglePrecision single, Factor a, double[] right, double penalty, boolean wide) {
    int size = right.length;
    FloatMatrix rounded = a.rounded();
    FloatMatrix system = algebra.room().floatMatrix("rounded system", size, size);
    if (wide) {
      single.upperGram(rounded, system);
    } else {
      single.upperTransposedGram(rounded, system);
    }
    boolean finite = true;
    for (int i = 0; i < size; i++) {
      int at = system.offset() + i * size + i;
      system.data()[at] += (float) penalty;
      finite &= Float.isFinite(system.data()[at]);
    }
    // A sum of squares that is finite has finite terms, and bounds its row and column.
    if (!finite || !single.decompose(system)) {
      return Optional.empty();
    }
    double[] x = new double[size];
    double[] residual = right.clone();
    double[] z = precondition(single, system, residual);
    double[] direction = z.clone();
    double error = dot(residual, z); // about ||x - the solution||_A^2
    if (!(error > 0)) {
      return Optional.empty();
    }
    double enough = TOLERANCE * TOLERANCE * error;
    while (error > enough) {
      double[] image = apply(a, direction, penalty, wide);
      double step = error / dot(direction, image);
      addMultiple(step, direction, x);
      addMultiple(-step, image, residual);
      z = precondition(single, system, residual);
      double before = error;
      error = dot(residual, z);
      if (error > enough && !(error * GAIN * GAIN < before)) {
        return Optional.empty();
      }
      for (int i = 0; i < size; i++) {
        direction[i] = z[i] + error / before * direction[i];
      }
    }
    // A NaN ends the loop, too: what is wrong is for double precision to say.
    return Math.abs(error) <= enough && Matrix.isFinite(x, 0, size)
        ? Optional.of(x)
        : Optional.empty();
  }

  /** Multiplies by A. */
  private static double[] apply(Factor a, double[] x, double penalty, boolean wide) {
    double[] image = wide ? a.times(a.transposedTimes(x)) : a.transposedTimes(a.times(x));
    addMultiple(penalty, x, image);
    return image;
  }

  /** Solves with the decomposition. */
  private static double[] precondition(SinglePrecision single, FloatMatrix r, double[] residual) {
    RoundedVector rounded = RoundedVector.of(residual);
    return rounded.unscaled(single.solve(r, rounded.values()));
  }

  private static void addMultiple(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

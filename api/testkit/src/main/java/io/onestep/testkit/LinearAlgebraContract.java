package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SinglePrecision;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

/**
 * What every backend of linear algebra does. Matrices stand in arrays with margins of NaN, before
 * and behind them, so that a backend that reads outside poisons its result and one that writes
 * outside is found out. Tolerances are those of a backward stable algorithm that adds up products
 * in some order.
 */
public abstract class LinearAlgebraContract {
  /** The unit in the last place of 1. */
  private static final double EPSILON = 0x1p-52;

  private static final LinearAlgebra REFERENCE = new ReferenceLinearAlgebra();
  private static final RandomStreams STREAMS = RandomStreams.of(20250301);

  private final UsedRoom room = new UsedRoom();

  /** Creates the contract. */
  protected LinearAlgebraContract() {}

  /**
   * Returns the backend to be tested.
   *
   * @return the backend, always the same or always equally configured
   */
  protected abstract LinearAlgebra algebra();

  @Test
  final void saysWhatComputes() {
    assertThat(algebra().description()).isNotBlank().doesNotContain("\n");
  }

  // Products

  /** The three products, each with the shapes of the factors that make p x r from q terms. */
  private enum Product {
    PLAIN {
      @Override
      Matrix[] factors(int p, int q, int r, RandomStream stream) {
        return new Matrix[] {gaussian(p, q, stream), gaussian(q, r, stream)};
      }

      @Override
      void run(LinearAlgebra on, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        on.multiply(alpha, a, b, beta, c);
      }
    },
    SECOND_TRANSPOSED {
      @Override
      Matrix[] factors(int p, int q, int r, RandomStream stream) {
        return new Matrix[] {gaussian(p, q, stream), gaussian(r, q, stream)};
      }

      @Override
      void run(LinearAlgebra on, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        on.multiplyTransposed(alpha, a, b, beta, c);
      }
    },
    FIRST_TRANSPOSED {
      @Override
      Matrix[] factors(int p, int q, int r, RandomStream stream) {
        return new Matrix[] {gaussian(q, p, stream), gaussian(q, r, stream)};
      }

      @Override
      void run(LinearAlgebra on, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        on.transposedMultiply(alpha, a, b, beta, c);
      }
    };

    abstract Matrix[] factors(int p, int q, int r, RandomStream stream);

    abstract void run(LinearAlgebra on, double alpha, Matrix a, Matrix b, double beta, Matrix c);
  }

  @Test
  final void productsAgreeWithLoopsForAllSmallShapes() {
    int[] sizes = {0, 1, 2, 7, 33};
    for (int p : sizes) {
      for (int q : sizes) {
        for (int r : sizes) {
          checkProducts(p, q, r);
        }
      }
    }
  }

  @Test
  final void productsAgreeWithLoopsForLongAndForLargeShapes() {
    checkProducts(700, 3, 2);
    checkProducts(2, 700, 3);
    checkProducts(3, 2, 700);
    checkProducts(131, 67, 201);
    checkProducts(180, 256, 190);
  }

  private void checkProducts(int p, int q, int r) {
    double[][] scalars = {{1, 0}, {1, 1}, {-0.5, 2}, {0, 0.5}, {0, 0}};
    for (Product product : Product.values()) {
      for (double[] scalar : scalars) {
        double alpha = scalar[0];
        double beta = scalar[1];
        RandomStream stream = STREAMS.child(product.name(), p).child("q", q).stream("r" + r);
        Matrix[] factors = product.factors(p, q, r, stream);
        Matrix c = gaussian(p, r, stream);
        Matrix expected = c.copy();
        product.run(REFERENCE, alpha, factors[0], factors[1], beta, expected);
        Matrix bound = absolute(c);
        product.run(
            REFERENCE,
            Math.abs(alpha),
            absolute(factors[0]),
            absolute(factors[1]),
            Math.abs(beta),
            bound);
        if (beta == 0) {
          Arrays.fill(c.data(), Double.NaN);
        }
        double[][] before = contents(factors);
        product.run(algebra(), alpha, factors[0], factors[1], beta, c);
        String what =
            "%s, %d x %d x %d, alpha %s, beta %s".formatted(product, p, q, r, alpha, beta);
        assertUnchanged(contents(factors), before);
        assertMarginsAreNaN(c, what);
        // Each of the two results is within (q + 2) 2^-53 times the sum of absolute values.
        assertClose(c, expected, bound, (q + 3) * EPSILON, what);
      }
    }
  }

  @Test
  final void productsWithVectorsAgreeWithLoops() {
    int[][] shapes = {
      {0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 9}, {9, 1}, {7, 5}, {33, 70}, {300, 41}, {41, 300}
    };
    for (int[] shape : shapes) {
      int p = shape[0];
      int q = shape[1];
      RandomStream stream = STREAMS.child("vectors p", p).stream("q" + q);
      Matrix a = gaussian(p, q, stream);
      double[] x = stream.gaussians(q);
      double[] y = stream.gaussians(p);
      double[][] before = {a.data().clone(), x.clone(), y.clone()};
      double[] ax = algebra().multiply(a, x);
      double[] aty = algebra().transposedMultiply(a, y);
      assertUnchanged(new double[][] {a.data(), x, y}, before);
      assertClose(
          column(ax),
          column(REFERENCE.multiply(a, x)),
          column(REFERENCE.multiply(absolute(a), absolute(column(x)).data())),
          (q + 3) * EPSILON,
          "A x of " + a);
      assertClose(
          column(aty),
          column(REFERENCE.transposedMultiply(a, y)),
          column(REFERENCE.transposedMultiply(absolute(a), absolute(column(y)).data())),
          (p + 3) * EPSILON,
          "A^T y of " + a);
      FloatMatrix view = FloatMatrix.zeros(p + 2, q).rows(1, p + 1);
      view.assign(a);
      Matrix rounded = view.toMatrix();
      assertClose(
          column(algebra().multiply(view, x)),
          column(REFERENCE.multiply(rounded, x)),
          column(REFERENCE.multiply(absolute(a), absolute(column(x)).data())),
          (q + 3) * EPSILON,
          "A x of the rounded " + a);
      assertClose(
          column(algebra().transposedMultiply(view, y)),
          column(REFERENCE.transposedMultiply(rounded, y)),
          column(REFERENCE.transposedMultiply(absolute(a), absolute(column(y)).data())),
          (p + 3) * EPSILON,
          "A^T y of the rounded " + a);
    }
  }

  @Test
  final void gramsAgreeWithLoopsAndAreSymmetric() {
    int[][] shapes = {
      {0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 9}, {9, 1}, {7, 5}, {33, 70}, {201, 40}, {40, 201}
    };
    for (int[] shape : shapes) {
      Matrix a =
          gaussian(shape[0], shape[1], STREAMS.child("gram", shape[0]).stream("" + shape[1]));
      double[][] before = contents(a);
      Matrix rows = algebra().gram(a);
      Matrix columns = algebra().transposedGram(a);
      assertUnchanged(contents(a), before);
      assertSymmetric(rows);
      assertSymmetric(columns);
      assertClose(
          rows,
          REFERENCE.gram(a),
          REFERENCE.gram(absolute(a)),
          (a.columns() + 3) * EPSILON,
          "A A^T of " + a);
      assertClose(
          columns,
          REFERENCE.transposedGram(a),
          REFERENCE.transposedGram(absolute(a)),
          (a.rows() + 3) * EPSILON,
          "A^T A of " + a);
    }
  }

  /** In a part of a larger matrix, whose other rows are left alone. */
  @Test
  final void lowerGramsAreThoseOfGrams() {
    for (int[] shape : new int[][] {{0, 3}, {3, 0}, {1, 9}, {9, 1}, {33, 70}, {70, 33}}) {
      Matrix a = gaussian(shape[0], shape[1], STREAMS.stream("lower gram"));
      for (boolean transposed : new boolean[] {false, true}) {
        int p = transposed ? a.columns() : a.rows();
        Matrix whole = Matrix.zeros(p + 2, p);
        Arrays.fill(whole.data(), Double.NaN);
        Matrix c = whole.rows(1, p + 1);
        if (transposed) {
          algebra().lowerTransposedGram(a, c);
        } else {
          algebra().lowerGram(a, c);
        }
        Matrix expected = transposed ? algebra().transposedGram(a) : algebra().gram(a);
        for (int i = 0; i < p; i++) {
          for (int j = 0; j <= i; j++) {
            assertThat(c.get(i, j)).as("(%d, %d) of %s", i, j, a).isEqualTo(expected.get(i, j));
          }
          assertThat(whole.get(0, i)).isNaN();
          assertThat(whole.get(p + 1, i)).isNaN();
        }
      }
      assertThatThrownBy(() -> algebra().lowerGram(a, Matrix.zeros(a.rows() + 1, a.rows() + 1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> algebra().lowerTransposedGram(a, Matrix.zeros(a.columns() + 1, 2)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  // Positive definite systems

  @Test
  final void solvesPositiveDefiniteSystems() {
    for (int p : new int[] {0, 1, 2, 3, 8, 41, 150}) {
      RandomStream stream = STREAMS.child("solve", p).stream("system");
      Matrix full = positiveDefinite(p, stream);
      Matrix a = lowerTriangle(full);
      double[] b = stream.gaussians(p);
      double[][] before = {b.clone()};
      double[] x = algebra().solvePositiveDefinite(a, b);
      assertUnchanged(new double[][] {b}, before);
      double[] residual = minus(REFERENCE.multiply(full, x), b);
      assertThat(norm(residual))
          .as("residual of size " + p)
          .isLessThanOrEqualTo(10 * p * EPSILON * (norm(full) * norm(x) + norm(b)));
      // The eigenvalues lie between 1 and about 5, so errors are hardly larger than residuals.
      assertThat(norm(minus(x, REFERENCE.solvePositiveDefinite(full, b))))
          .as("difference of size " + p)
          .isLessThanOrEqualTo(100 * p * EPSILON * norm(x));
    }
  }

  @Test
  final void solvesTheSecondDifference() {
    // -u'' = 2 with u(0) = u(p + 1) = 0 on the integers: u(i) = i (p + 1 - i).
    int p = 60;
    double[] x = algebra().solvePositiveDefinite(secondDifference(p), constant(p, 2));
    double[] expected = IntStream.rangeClosed(1, p).mapToDouble(i -> i * (p + 1.0 - i)).toArray();
    // Its condition number is below 4 (p + 1)^2 / pi^2.
    assertThat(norm(minus(x, expected)))
        .isLessThanOrEqualTo(10 * p * EPSILON * 0.41 * (p + 1) * (p + 1) * norm(expected));
  }

  @Test
  final void refusesToSolveWhatIsNotPositiveDefinite() {
    for (int p : new int[] {1, 2, 5, 150}) {
      Matrix identity = lowerTriangle(identity(p));
      for (double last : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
        Matrix a = identity.copy();
        a.set(p - 1, p - 1, last);
        assertNumericalException(() -> algebra().solvePositiveDefinite(a, constant(p, 1)));
      }
      if (p > 1) {
        for (double corner : new double[] {1, -2, Double.NaN, Double.NEGATIVE_INFINITY}) {
          Matrix a = identity.copy();
          a.set(p - 1, 0, corner);
          assertNumericalException(() -> algebra().solvePositiveDefinite(a, constant(p, 1)));
        }
      }
    }
    assertNumericalException(
        () -> algebra().solvePositiveDefinite(identity(2), new double[] {1, Double.NaN}));
  }

  @Test
  final void invertsPositiveDefinite() {
    for (int p : new int[] {0, 1, 2, 7, 60, 150}) {
      Matrix a = gaussian(p, 2 * p, STREAMS.child("inverse", p).stream("a"));
      Matrix full = REFERENCE.gram(a);
      for (int i = 0; i < p; i++) {
        full.set(i, i, full.get(i, i) + 2 * p);
      }
      Matrix lower = lowerTriangle(full);
      double[] before = lower.data().clone();
      Matrix inverse = algebra().invertPositiveDefinite(lower);
      assertThat(lower.data()).isEqualTo(before);
      assertThat(contents(algebra().invertPositiveDefinite(lower, room)))
          .isDeepEqualTo(contents(inverse));
      Matrix product = Matrix.zeros(p, p);
      REFERENCE.multiply(1, full, inverse, 0, product);
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          // The eigenvalues lie between 2 p and about 8 p.
          assertThat(product.get(i, j))
              .as("element (%d, %d) of size %d", i, j, p)
              .isCloseTo(i == j ? 1 : 0, within(100 * p * EPSILON));
          assertThat(inverse.get(i, j)).isCloseTo(inverse.get(j, i), within(EPSILON));
        }
      }
    }
  }

  @Test
  final void refusesToInvertWhatIsNotPositiveDefinite() {
    for (double last : new double[] {-1, 0, Double.NaN, Double.POSITIVE_INFINITY}) {
      Matrix a = identity(3).copy();
      a.set(2, 2, last);
      assertNumericalException(() -> algebra().invertPositiveDefinite(a));
    }
  }

  // Least squares

  @Test
  final void solvesLeastSquaresOfFullRank() {
    int[][] shapes = {{1, 1}, {5, 1}, {1, 5}, {6, 6}, {40, 7}, {7, 40}, {120, 45}, {45, 120}};
    for (int[] shape : shapes) {
      RandomStream stream = STREAMS.child("full rank", shape[0]).stream("" + shape[1]);
      Matrix a = gaussian(shape[0], shape[1], stream);
      checkLeastSquares(a, rowSpace(a), stream.gaussians(shape[0]));
    }
  }

  @Test
  final void solvesLeastSquaresOfDeficientRankWithTheLeastNorm() {
    int[][] shapes = {{3, 3, 1}, {9, 4, 2}, {4, 9, 2}, {60, 30, 11}, {30, 60, 11}, {50, 50, 49}};
    for (int[] shape : shapes) {
      RandomStream stream = STREAMS.child("rank", shape[2]).child("p", shape[0]).stream("a");
      Matrix left = gaussian(shape[0], shape[2], stream);
      Matrix right = gaussian(shape[2], shape[1], stream);
      Matrix a = withMargins(shape[0], shape[1]);
      REFERENCE.multiply(1, left, right, 0, a);
      checkLeastSquares(a, rowSpace(right), stream.gaussians(shape[0]));
    }
  }

  /**
   * Checks optimality (A^T (b - A x) = 0), least norm (x has no part outside the row space, whose
   * orthonormal basis is given as rows) and agreement with the pseudo-inverse by Hipparchus.
   */
  private void checkLeastSquares(Matrix a, Matrix rowSpace, double[] b) {
    double[][] before = {a.data().clone(), b.clone()};
    double[] x = algebra().leastSquares(a, b);
    assertUnchanged(new double[][] {a.data(), b}, before);
    assertThat(x).hasSize(a.columns());
    double[] residual = minus(b, REFERENCE.multiply(a, x));
    double error = 20 * Math.max(a.rows(), a.columns()) * EPSILON;
    assertThat(norm(REFERENCE.transposedMultiply(a, residual)))
        .as("gradient for " + a)
        .isLessThanOrEqualTo(error * norm(a) * (norm(a) * norm(x) + norm(b)));
    double[] singular = new SingularValueDecomposition(hipparchus(a)).getSingularValues();
    double condition = singular[0] / singular[rowSpace.rows() - 1];
    double[] inside = REFERENCE.transposedMultiply(rowSpace, REFERENCE.multiply(rowSpace, x));
    assertThat(norm(minus(x, inside)))
        .as("part outside the row space of " + a)
        .isLessThanOrEqualTo(error * condition * norm(x));
    // Wedin: relative errors grow by the condition number, and by its square for the residual.
    assertThat(norm(minus(x, REFERENCE.leastSquares(a, b))))
        .as("difference from the pseudo-inverse of " + a)
        .isLessThanOrEqualTo(
            error * condition * (norm(x) + condition * norm(residual) / singular[0]));
  }

  /**
   * With a penalty p, least squares are those without one of [a; sqrt(p) I] and [b; 0]; their
   * condition number is below that of the system, (norm(a)^2 + p)/p. The smaller penalties are
   * below the rounding errors of a system in single precision.
   */
  @Test
  final void penalisedLeastSquaresAreThoseOfMoreRows() {
    for (int[] shape : new int[][] {{1, 1}, {6, 3}, {3, 6}, {50, 40}, {40, 50}, {30, 30}}) {
      for (double penalty : new double[] {3, 1e-2, 1e-5, 1e-7}) {
        RandomStream stream = STREAMS.stream("penalty");
        Matrix a = gaussian(shape[0], shape[1], stream);
        double[] b = stream.gaussians(shape[0]);
        checkPenalised(a, b, penalty);
        for (int i = 1; i < a.rows(); i++) { // all rows but the first are nearly the same
          a.rows(i, i + 1).assign(a.rows(0, 1));
          a.set(i, 0, 1e-6 * i);
        }
        checkPenalised(a, b, penalty);
      }
    }
    assertNumericalException(
        () -> algebra().leastSquares(identity(2), new double[] {1, Double.NaN}, 1));
    assertNumericalException(
        () -> algebra().leastSquares(identity(2), new double[] {1, 1}, Double.NaN));
    assertThatThrownBy(() -> algebra().leastSquares(identity(2), new double[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
    FloatMatrix rounded = FloatMatrix.of(identity(2));
    assertNumericalException(
        () -> algebra().leastSquares(rounded, new double[] {1, Double.NaN}, 1));
    assertThatThrownBy(() -> algebra().leastSquares(rounded, new double[3], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void checkPenalised(Matrix a, double[] b, double penalty) {
    double[][] before = {a.data().clone(), b.clone()};
    double[] x = algebra().leastSquares(a, b, penalty);
    assertUnchanged(new double[][] {a.data(), b}, before);
    checkPenalised(x, a, b, penalty);
    FloatMatrix rounded = FloatMatrix.of(a);
    float[] beforeRounded = rounded.data().clone();
    double[] ofRounded = algebra().leastSquares(rounded, b, penalty);
    assertThat(rounded.data()).isEqualTo(beforeRounded);
    checkPenalised(ofRounded, rounded.toMatrix(), b, penalty);
  }

  private static void checkPenalised(double[] x, Matrix a, double[] b, double penalty) {
    int p = a.rows();
    int q = a.columns();
    Matrix more = Matrix.zeros(p + q, q);
    more.rows(0, p).assign(a);
    for (int i = 0; i < q; i++) {
      more.set(p + i, i, Math.sqrt(penalty));
    }
    double[] expected = REFERENCE.leastSquares(more, Arrays.copyOf(b, p + q));
    double condition = norm(a) * norm(a) / penalty + 1;
    assertThat(norm(minus(x, expected)))
        .as("with penalty %s and %s", penalty, a)
        .isLessThanOrEqualTo(20 * Math.max(p, q) * EPSILON * condition * norm(expected));
  }

  @Test
  final void penalisedLeastSquaresOfWhatIsOutOfRange() {
    for (double size : new double[] {1e-60, 1e-30, 1e30, 1e60}) {
      // Squares of these are out of single precision's range.
      Matrix a = identity(3);
      for (int i = 0; i < 3; i++) {
        a.set(i, i, size);
      }
      double[] x = algebra().leastSquares(a, new double[] {0, 1, 1e50}, size * size);
      assertThat(x[0]).isZero();
      assertThat(x[1] * size).isCloseTo(0.5, within(1e-12));
      assertThat(x[2] * size).isCloseTo(0.5e50, within(1e38));
    }
    assertThat(algebra().leastSquares(identity(2), new double[2], 1)).containsOnly(0);
  }

  /** Where there is single precision; the eigenvalues lie between 1 and about 5. */
  @Test
  final void singlePrecisionSystemsAreSolvedToSinglePrecision() {
    Optional<SinglePrecision> there = algebra().singlePrecision();
    if (there.isEmpty()) {
      return;
    }
    SinglePrecision single = there.get();
    for (int p : new int[] {0, 1, 2, 8, 41, 150}) {
      RandomStream stream = STREAMS.child("single", p).stream("system");
      FloatMatrix a = FloatMatrix.of(gaussian(p, 2 * p, stream));
      FloatMatrix gram = FloatMatrix.zeros(p, p);
      single.upperGram(a, gram);
      Matrix expected = REFERENCE.gram(a.toMatrix());
      Matrix transposed = Matrix.zeros(2 * p, p);
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < 2 * p; j++) {
          transposed.set(j, i, a.data()[i * 2 * p + j]);
        }
      }
      FloatMatrix same = FloatMatrix.zeros(p, p);
      single.upperTransposedGram(FloatMatrix.of(transposed), same);
      for (int i = 0; i < p; i++) {
        for (int j = i; j < p; j++) {
          double bound = (2 * p + 1) * 0x1p-24 * Math.sqrt(expected.get(i, i) * expected.get(j, j));
          assertThat((double) gram.data()[i * p + j]).isCloseTo(expected.get(i, j), within(bound));
          assertThat((double) same.data()[i * p + j]).isCloseTo(expected.get(i, j), within(bound));
        }
      }

      Matrix full = positiveDefinite(p, stream);
      FloatMatrix r = FloatMatrix.of(full);
      for (int i = 0; i < p; i++) {
        Arrays.fill(r.data(), i * p, i * p + i, Float.NaN);
      }
      double[] b = stream.gaussians(p);
      float[] right = new float[p];
      for (int i = 0; i < p; i++) {
        right[i] = (float) b[i];
      }
      assertThat(single.decompose(r)).isTrue();
      float[] rounded = single.solve(r, right);
      double[] x = new double[p];
      for (int i = 0; i < p; i++) {
        x[i] = rounded[i];
        assertThat((double) right[i]).isEqualTo((float) b[i]);
      }
      assertThat(norm(minus(REFERENCE.multiply(full, x), b)))
          .as("residual of size " + p)
          .isLessThanOrEqualTo(10 * p * 0x1p-24 * (norm(full) * norm(x) + norm(b)));
      if (p > 0) {
        FloatMatrix indefinite = FloatMatrix.of(full);
        indefinite.data()[p * p - 1] = -1;
        assertThat(single.decompose(indefinite)).isFalse();
        checkRowsAreDecomposed(single, full);
      }
    }
    List<ThrowingCallable> wrong =
        List.of(
            () -> single.upperGram(FloatMatrix.zeros(2, 3), FloatMatrix.zeros(3, 3)),
            () -> single.upperTransposedGram(FloatMatrix.zeros(2, 3), FloatMatrix.zeros(2, 2)),
            () -> single.decompose(FloatMatrix.zeros(2, 3)),
            () -> single.decompose(FloatMatrix.zeros(2, 3), 0, 1),
            () -> single.subtractGram(FloatMatrix.zeros(2, 3), 0, 1),
            () -> single.solve(FloatMatrix.zeros(2, 3), new float[2]),
            () -> single.solve(FloatMatrix.zeros(2, 2), new float[3]));
    for (ThrowingCallable call : wrong) {
      assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /**
   * Checks r11^T r11 = a11 and r11^T r12 = a12, a22 - r12^T r12, and that nothing else is touched.
   */
  private static void checkRowsAreDecomposed(SinglePrecision single, Matrix full) {
    int p = full.rows();
    int from = p / 4;
    int to = from + (p + 2) / 3;
    FloatMatrix r = FloatMatrix.of(full);
    assertThat(single.decompose(r, from, to)).isTrue();
    double bound = 10 * p * 0x1p-24 * norm(full);
    for (int i = from; i < to; i++) {
      for (int j = i; j < p; j++) {
        double sum = 0;
        for (int l = from; l <= i; l++) {
          sum += (double) r.data()[l * p + i] * r.data()[l * p + j];
        }
        assertThat(sum).isCloseTo(full.get(i, j), within(bound));
      }
    }
    FloatMatrix after = FloatMatrix.of(r.toMatrix());
    single.subtractGram(after, from, to);
    for (int i = 0; i < p; i++) {
      for (int j = i; j < p; j++) {
        boolean decomposed = i >= from && i < to;
        float before = decomposed ? r.data()[i * p + j] : (float) full.get(i, j);
        assertThat(r.data()[i * p + j]).isEqualTo(before);
        double sum = before;
        for (int l = from; i >= to && l < to; l++) {
          sum -= (double) r.data()[l * p + i] * r.data()[l * p + j];
        }
        assertThat((double) after.data()[i * p + j]).isCloseTo(sum, within(i >= to ? bound : 0.0));
      }
    }
    for (int[] range : new int[][] {{-1, 0}, {1, 0}, {0, p + 1}}) {
      assertThatThrownBy(() -> single.decompose(r, range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> single.subtractGram(r, range[0], range[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(single.decompose(r, from, from)).isTrue();
    single.subtractGram(r, from, from);
  }

  @Test
  final void countsSingularValuesAsZeroBelowTheDocumentedThreshold() {
    // The threshold is 3 x 2^-52 = 6.7e-16 of the largest, whatever the largest is.
    for (double scale : new double[] {1, 1e-100, 1e100}) {
      Matrix a = Matrix.zeros(3, 3);
      a.set(0, 0, scale);
      a.set(1, 1, 1e-13 * scale);
      a.set(2, 2, 1e-17 * scale);
      double[] x = algebra().leastSquares(a, new double[] {scale, scale, scale});
      assertThat(x[0]).isCloseTo(1, within(1e-2));
      assertThat(x[1]).isCloseTo(1e13, within(1e11));
      assertThat(x[2]).isCloseTo(0, within(1e-2));
    }
  }

  @Test
  final void solvesLeastSquaresOfZeroMatricesByZero() {
    for (int[] shape : new int[][] {{0, 0}, {0, 4}, {4, 0}, {1, 1}, {3, 5}, {5, 3}}) {
      Matrix a = Matrix.zeros(shape[0], shape[1]);
      double[] x = algebra().leastSquares(a, constant(shape[0], 1));
      assertThat(x).hasSize(shape[1]);
      assertThat(norm(x)).as("zero " + a).isZero();
    }
  }

  @Test
  final void refusesLeastSquaresThatAreNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int[] shape : new int[][] {{1, 1}, {6, 3}, {3, 6}, {50, 40}}) {
        Matrix a = gaussian(shape[0], shape[1], STREAMS.stream("not finite"));
        double[] b = constant(shape[0], 1);
        a.set(shape[0] - 1, shape[1] / 2, bad);
        assertNumericalException(() -> algebra().leastSquares(a, b));
        a.set(shape[0] - 1, shape[1] / 2, 1);
        b[shape[0] / 2] = bad;
        assertNumericalException(() -> algebra().leastSquares(a, b));
      }
    }
  }

  // Eigenvalues

  @Test
  final void decomposesSymmetricMatrices() {
    for (int p : new int[] {0, 1, 2, 3, 8, 41, 110}) {
      RandomStream stream = STREAMS.child("eigen", p).stream("matrix");
      Matrix full = Matrix.zeros(p, p);
      for (int i = 0; i < p; i++) {
        for (int j = 0; j <= i; j++) {
          full.set(i, j, stream.nextGaussian());
          full.set(j, i, full.get(i, j));
        }
      }
      SymmetricEigen eigen = checkEigen(full);
      // Weyl: eigenvalues move by at most the norm of the backward error.
      assertThat(norm(minus(eigen.values(), REFERENCE.symmetricEigen(full).values())))
          .as("eigenvalues of " + full)
          .isLessThanOrEqualTo(20 * p * EPSILON * norm(full));
    }
  }

  @Test
  final void decomposesTheSecondDifference() {
    int p = 75;
    double[] values = checkEigen(secondDifference(p)).values();
    // Closed form: 4 sin^2(j pi / (2 (p + 1))), j = 1..p, in ascending order.
    double[] expected =
        IntStream.rangeClosed(1, p)
            .mapToDouble(j -> 4 * Math.pow(Math.sin(j * Math.PI / (2 * (p + 1))), 2))
            .toArray();
    assertThat(norm(minus(values, expected))).isLessThanOrEqualTo(20 * p * EPSILON * 4);
  }

  @Test
  final void decomposesMatricesWithRepeatedEigenvalues() {
    int p = 35;
    assertThat(norm(checkEigen(Matrix.zeros(p, p)).values())).isZero();
    assertThat(norm(minus(checkEigen(identity(p)).values(), constant(p, 1))))
        .isLessThanOrEqualTo(p * EPSILON);
    // A projector on 6 dimensions minus the one on the rest: eigenvalues -1 (29 times) and 1.
    Matrix basis = rowSpace(gaussian(6, p, STREAMS.stream("basis")));
    Matrix reflection = identity(p);
    REFERENCE.transposedMultiply(2, basis, basis, -1, reflection);
    double[] expected = constant(p, 1);
    Arrays.fill(expected, 0, p - 6, -1);
    assertThat(norm(minus(checkEigen(reflection).values(), expected)))
        .isLessThanOrEqualTo(20 * p * EPSILON * norm(reflection));
  }

  /** Checks A V^T = V^T diag(values), V V^T = I, the order, and that the argument is unchanged. */
  private SymmetricEigen checkEigen(Matrix full) {
    int p = full.rows();
    Matrix a = lowerTriangle(full);
    double[][] before = contents(a);
    SymmetricEigen eigen = algebra().symmetricEigen(a);
    assertUnchanged(contents(a), before);
    assertThat(eigen.values()).hasSize(p).isSorted();
    double error = 20 * p * EPSILON;
    for (int i = 0; i < p; i++) {
      double[] v = eigen.vectors().row(i);
      double value = eigen.values()[i];
      double[] scaled = DoubleStream.of(v).map(t -> value * t).toArray();
      assertThat(norm(minus(REFERENCE.multiply(full, v), scaled)))
          .as("residual of eigenvector " + i + " of " + full)
          .isLessThanOrEqualTo(error * norm(full));
    }
    Matrix gram = REFERENCE.gram(eigen.vectors());
    assertThat(norm(minus(gram.data(), identity(p).data())))
        .as("orthonormality for " + full)
        .isLessThanOrEqualTo(error);
    SymmetricEigen inRoom = algebra().symmetricEigen(a, room);
    assertThat(inRoom.values()).isEqualTo(eigen.values());
    assertThat(contents(inRoom.vectors())).isDeepEqualTo(contents(eigen.vectors()));
    return eigen;
  }

  @Test
  final void refusesToDecomposeWhatIsNotFinite() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int p : new int[] {1, 2, 30}) {
        Matrix a = identity(p);
        a.set(p - 1, 0, bad);
        assertNumericalException(() -> algebra().symmetricEigen(a));
      }
    }
  }

  // All methods

  @Test
  final void refusesSizesThatDoNotFit() {
    LinearAlgebra algebra = algebra();
    Matrix a = Matrix.zeros(2, 3);
    Matrix square = identity(3);
    List<ThrowingCallable> calls =
        List.of(
            () -> algebra.multiply(1, a, Matrix.zeros(2, 4), 0, Matrix.zeros(2, 4)),
            () -> algebra.multiply(1, a, Matrix.zeros(3, 4), 0, Matrix.zeros(3, 4)),
            () -> algebra.multiply(1, a, Matrix.zeros(3, 4), 0, Matrix.zeros(2, 5)),
            () -> algebra.multiply(1, a, Matrix.zeros(3, 4), 0, Matrix.zeros(4, 2)),
            () -> algebra.multiply(1, a, Matrix.zeros(0, 4), 0, Matrix.zeros(2, 4)),
            () -> algebra.multiplyTransposed(1, a, Matrix.zeros(3, 4), 0, Matrix.zeros(2, 4)),
            () -> algebra.multiplyTransposed(1, a, Matrix.zeros(4, 3), 0, Matrix.zeros(3, 4)),
            () -> algebra.multiplyTransposed(1, a, Matrix.zeros(4, 3), 0, Matrix.zeros(2, 3)),
            () -> algebra.multiplyTransposed(1, a, Matrix.zeros(0, 3), 0, Matrix.zeros(2, 1)),
            () ->
                algebra.multiplyTransposed(
                    FloatMatrix.zeros(2, 3), FloatMatrix.zeros(3, 4), FloatMatrix.zeros(2, 4)),
            () ->
                algebra.multiplyTransposed(
                    FloatMatrix.zeros(2, 3), FloatMatrix.zeros(4, 3), FloatMatrix.zeros(3, 4)),
            () -> algebra.transposedMultiply(1, a, Matrix.zeros(3, 4), 0, Matrix.zeros(3, 4)),
            () -> algebra.transposedMultiply(1, a, Matrix.zeros(2, 4), 0, Matrix.zeros(2, 4)),
            () -> algebra.transposedMultiply(1, a, Matrix.zeros(2, 4), 0, Matrix.zeros(3, 3)),
            () -> algebra.multiply(a, new double[2]),
            () -> algebra.multiply(a, new double[4]),
            () -> algebra.multiply(FloatMatrix.zeros(2, 3), new float[2]),
            () -> algebra.multiply(FloatMatrix.zeros(2, 3), new double[2]),
            () -> algebra.transposedMultiply(FloatMatrix.zeros(2, 3), new double[3]),
            () -> algebra.transposedMultiply(a, new double[3]),
            () -> algebra.transposedMultiply(a, new double[1]),
            () -> algebra.solvePositiveDefinite(a, new double[2]),
            () -> algebra.solvePositiveDefinite(a, new double[3]),
            () -> algebra.solvePositiveDefinite(square, new double[2]),
            () -> algebra.solvePositiveDefinite(square, new double[4]),
            () -> algebra.solvePositiveDefinite(square, new double[0]),
            () -> algebra.leastSquares(a, new double[3]),
            () -> algebra.leastSquares(a, new double[0]),
            () -> algebra.symmetricEigen(a));
    for (int i = 0; i < calls.size(); i++) {
      assertThatThrownBy(calls.get(i))
          .as("call " + i)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).*\\d.*");
    }
  }

  /** Against the double-precision product of the rounded factors, by the usual rounding bound. */
  @Test
  final void singlePrecisionProductsAreCorrectToSinglePrecision() {
    LinearAlgebra algebra = algebra();
    RandomStream stream = RandomStreams.of(11).stream("single precision");
    int[] sizes = {0, 1, 3, 20, 65};
    for (int p : sizes) {
      for (int q : sizes) {
        for (int r : sizes) {
          FloatMatrix a = FloatMatrix.of(gaussian(p + 2, q, stream)).rows(1, p + 1);
          FloatMatrix b = FloatMatrix.of(gaussian(r + 2, q, stream)).rows(2, r + 2);
          FloatMatrix whole = FloatMatrix.zeros(p + 2, r);
          Arrays.fill(whole.data(), Float.NaN);
          algebra.multiplyTransposed(a, b, whole.rows(1, p + 1));
          FloatMatrix same = FloatMatrix.zeros(p + 2, r);
          Arrays.fill(same.data(), Float.NaN);
          FloatMatrix transposed = FloatMatrix.zeros(q, r);
          for (int i = 0; i < q * r; i++) {
            transposed.data()[i] = b.data()[b.offset() + i % r * q + i / r];
          }
          algebra.multiply(a, transposed, same.rows(1, p + 1));
          // A product with a vector is compared with the first column.
          float[] x = Arrays.copyOfRange(b.data(), b.offset(), b.offset() + q);
          float[] first = algebra.multiply(a, x);
          assertThat(first).hasSize(p);
          for (int i = 0; i < p; i++) {
            for (int j = 0; j < r; j++) {
              double sum = 0;
              double absolute = 0;
              for (int l = 0; l < q; l++) {
                double product =
                    (double) a.data()[a.offset() + i * q + l] * b.data()[b.offset() + j * q + l];
                sum += product;
                absolute += Math.abs(product);
              }
              double tolerance = (q + 1) * 0x1p-24 * absolute;
              for (FloatMatrix product : List.of(whole, same)) {
                assertThat((double) product.data()[(i + 1) * r + j])
                    .as("%d x %d x %d: (%d, %d)", p, q, r, i, j)
                    .isCloseTo(sum, within(tolerance));
              }
              if (j == 0) {
                assertThat((double) first[i]).isCloseTo(sum, within(tolerance));
              }
            }
          }
          for (int j = 0; j < r; j++) { // rows around the destination are left alone
            for (FloatMatrix product : List.of(whole, same)) {
              assertThat(product.data()[j]).isNaN();
              assertThat(product.data()[(p + 1) * r + j]).isNaN();
            }
          }
        }
      }
    }
  }

  @Test
  final void givesTheSameBitsOnSeveralThreads() throws Exception {
    List<double[]> expected = sampleOfEverything();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<double[]>>> results =
          threads.invokeAll(Collections.nCopies(12, this::sampleOfEverything));
      for (Future<List<double[]>> result : results) {
        assertThat(result.get()).usingElementComparator(Arrays::compare).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<double[]> sampleOfEverything() {
    LinearAlgebra algebra = algebra();
    RandomStream stream = STREAMS.stream("everything");
    Matrix a = gaussian(150, 90, stream);
    Matrix b = gaussian(110, 90, stream);
    Matrix c = Matrix.zeros(150, 110);
    algebra.multiplyTransposed(1, a, b, 0, c);
    Matrix d = Matrix.zeros(150, 90);
    algebra.multiply(1, c, b, 0, d);
    Matrix e = Matrix.zeros(110, 90);
    algebra.transposedMultiply(1, c, d, 0, e);
    Matrix gram = algebra.gram(b);
    Matrix definite = algebra.transposedGram(a);
    double[] x = stream.gaussians(90);
    double[] y = stream.gaussians(150);
    SymmetricEigen eigen = algebra.symmetricEigen(gram);
    List<double[]> results = new ArrayList<>();
    results.add(c.data());
    results.add(d.data());
    results.add(e.data());
    results.add(gram.data());
    results.add(definite.data());
    results.add(algebra.multiply(a, x));
    results.add(algebra.transposedMultiply(a, y));
    results.add(algebra.solvePositiveDefinite(definite.copy(), x));
    results.add(algebra.leastSquares(a, y));
    results.add(eigen.values());
    results.add(eigen.vectors().copy().data());
    return results;
  }

  // Matrices and norms

  /** A view in an array with two rows and more of NaN before and behind it. */
  private static Matrix withMargins(int rows, int columns) {
    Matrix all = Matrix.zeros(rows + 5, columns);
    Arrays.fill(all.data(), Double.NaN);
    Matrix view = all.rows(2, rows + 2);
    Arrays.fill(view.data(), view.offset(), view.offset() + view.size(), 0);
    return view;
  }

  private static Matrix gaussian(int rows, int columns, RandomStream stream) {
    Matrix view = withMargins(rows, columns);
    stream.fillGaussian(view.data(), view.offset(), view.offset() + view.size());
    return view;
  }

  private static void assertMarginsAreNaN(Matrix view, String what) {
    double[] data = view.data();
    for (int i = 0; i < data.length; i++) {
      if (i < view.offset() || i >= view.offset() + view.size()) {
        assertThat(data[i]).as("element %d outside the result of %s", i, what).isNaN();
      }
    }
  }

  /** The lower triangle with margins; above the diagonal stands NaN, which nobody may read. */
  private static Matrix lowerTriangle(Matrix full) {
    int p = full.rows();
    Matrix lower = withMargins(p, p);
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        lower.set(i, j, j <= i ? full.get(i, j) : Double.NaN);
      }
    }
    return lower;
  }

  /** B B^T / p + I for a square Gaussian B: eigenvalues from 1 to about 5. */
  private static Matrix positiveDefinite(int p, RandomStream stream) {
    Matrix b = gaussian(p, p, stream);
    Matrix a = identity(p);
    REFERENCE.multiplyTransposed(1.0 / Math.max(1, p), b, b, 1, a);
    return a;
  }

  private static Matrix identity(int p) {
    Matrix identity = Matrix.zeros(p, p);
    for (int i = 0; i < p; i++) {
      identity.set(i, i, 1);
    }
    return identity;
  }

  private static Matrix secondDifference(int p) {
    Matrix a = Matrix.zeros(p, p);
    for (int i = 0; i < p; i++) {
      a.set(i, i, 2);
      if (i > 0) {
        a.set(i, i - 1, -1);
        a.set(i - 1, i, -1);
      }
    }
    return a;
  }

  /** An orthonormal basis of the space of the rows, as rows, by Hipparchus' QR decomposition. */
  private static Matrix rowSpace(Matrix a) {
    int rank = Math.min(a.rows(), a.columns());
    RealMatrix q = new QRDecomposition(hipparchus(a).transpose()).getQT();
    return Matrix.ofRows(IntStream.range(0, rank).mapToObj(q::getRow).toArray(double[][]::new));
  }

  private static RealMatrix hipparchus(Matrix a) {
    return new Array2DRowRealMatrix(
        IntStream.range(0, a.rows()).mapToObj(a::row).toArray(double[][]::new));
  }

  private static double[] constant(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static Matrix column(double[] x) {
    return Matrix.of(x.length, 1, x);
  }

  private static Matrix absolute(Matrix a) {
    Matrix copy = a.copy();
    Arrays.setAll(copy.data(), i -> Math.abs(copy.data()[i]));
    return copy;
  }

  private static double[][] contents(Matrix... matrices) {
    return Arrays.stream(matrices).map(a -> a.data().clone()).toArray(double[][]::new);
  }

  private static double norm(Matrix a) {
    return norm(a.copy().data());
  }

  private static double norm(double[] x) {
    return Math.sqrt(DoubleStream.of(x).map(t -> t * t).sum());
  }

  private static double[] minus(double[] x, double[] y) {
    assertThat(x).hasSameSizeAs(y);
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] - y[i]).toArray();
  }

  private static void assertUnchanged(double[][] after, double[][] before) {
    assertThat(Arrays.deepEquals(after, before)).as("the arguments are unchanged").isTrue();
  }

  private static void assertClose(
      Matrix actual, Matrix expected, Matrix bound, double relative, String what) {
    assertThat(actual.rows()).as(what).isEqualTo(expected.rows());
    assertThat(actual.columns()).as(what).isEqualTo(expected.columns());
    for (int i = 0; i < actual.rows(); i++) {
      for (int j = 0; j < actual.columns(); j++) {
        double difference = Math.abs(actual.get(i, j) - expected.get(i, j));
        if (!(difference <= relative * bound.get(i, j))) {
          assertThat(actual.get(i, j))
              .as("element (%d, %d) of %s", i, j, what)
              .isCloseTo(expected.get(i, j), within(relative * bound.get(i, j)));
        }
      }
    }
  }

  private static void assertSymmetric(Matrix a) {
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(a.get(i, j)).as("(%d, %d)", i, j).isEqualTo(a.get(j, i));
      }
    }
  }

  private static void assertNumericalException(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NumericalException.class);
  }
}

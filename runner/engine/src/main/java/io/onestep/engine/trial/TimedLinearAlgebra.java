package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.algebra.SinglePrecision;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.execution.Phase;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A trial's linear algebra: it charges its time to a clock and gives room in the workspace. Between
 * a caller and a backend, which may come from different plugins, it says whose fault an error is:
 * wrong arguments are the caller's, and the backend does not see them; a wrong answer to right ones
 * is the backend's.
 */
record TimedLinearAlgebra(LinearAlgebra algebra, TrialClock clock, Workspace workspace)
    implements LinearAlgebra {
  @Override
  public String description() {
    return algebra.description();
  }

  @Override
  public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    multiplication(
            "multiply", () -> isProduct(a.rows(), a.columns(), b.rows(), b.columns(), c), a, b, c)
        .run(() -> algebra.multiply(alpha, a, b, beta, c));
  }

  @Override
  public void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    multiplication(
            "multiplyTransposed",
            () -> isProduct(a.rows(), a.columns(), b.columns(), b.rows(), c),
            a,
            b,
            c)
        .run(() -> algebra.multiplyTransposed(alpha, a, b, beta, c));
  }

  @Override
  public void multiplyTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    multiplication(
            "multiplyTransposed",
            () -> isProduct(a.rows(), a.columns(), b.columns(), b.rows(), c),
            a,
            b,
            c)
        .run(() -> algebra.multiplyTransposed(a, b, c));
  }

  @Override
  public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    multiplication(
            "multiply", () -> isProduct(a.rows(), a.columns(), b.rows(), b.columns(), c), a, b, c)
        .run(() -> algebra.multiply(a, b, c));
  }

  @Override
  public void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    multiplication(
            "transposedMultiply",
            () -> isProduct(a.columns(), a.rows(), b.rows(), b.columns(), c),
            a,
            b,
            c)
        .run(() -> algebra.transposedMultiply(alpha, a, b, beta, c));
  }

  @Override
  public double[] multiply(Matrix a, double[] x) {
    return multiplication("multiply", () -> x.length == a.columns(), a, x)
        .numbers(() -> algebra.multiply(a, x), a.rows());
  }

  @Override
  public double[] multiply(FloatMatrix a, double[] x) {
    return multiplication("multiply", () -> x.length == a.columns(), a, x)
        .numbers(() -> algebra.multiply(a, x), a.rows());
  }

  @Override
  public double[] transposedMultiply(FloatMatrix a, double[] x) {
    return multiplication("transposedMultiply", () -> x.length == a.rows(), a, x)
        .numbers(() -> algebra.transposedMultiply(a, x), a.columns());
  }

  @Override
  public float[] multiply(FloatMatrix a, float[] x) {
    return multiplication("multiply", () -> x.length == a.columns(), a, x)
        .floats(() -> algebra.multiply(a, x), a.rows());
  }

  @Override
  public double[] transposedMultiply(Matrix a, double[] x) {
    return multiplication("transposedMultiply", () -> x.length == a.rows(), a, x)
        .numbers(() -> algebra.transposedMultiply(a, x), a.columns());
  }

  @Override
  public Matrix gram(Matrix a) {
    return multiplication("gram", () -> true, a).square(() -> algebra.gram(a), a.rows());
  }

  @Override
  public Matrix transposedGram(Matrix a) {
    return multiplication("transposedGram", () -> true, a)
        .square(() -> algebra.transposedGram(a), a.columns());
  }

  @Override
  public void lowerGram(Matrix a, Matrix c) {
    multiplication("lowerGram", () -> isSquare(c, a.rows()), a, c)
        .run(() -> algebra.lowerGram(a, c));
  }

  @Override
  public void lowerTransposedGram(Matrix a, Matrix c) {
    multiplication("lowerTransposedGram", () -> isSquare(c, a.columns()), a, c)
        .run(() -> algebra.lowerTransposedGram(a, c));
  }

  @Override
  public double[] solvePositiveDefinite(Matrix a, double[] b) {
    return solution("solvePositiveDefinite", () -> isSquare(a, b.length), a, b)
        .numbers(() -> algebra.solvePositiveDefinite(a, b), b.length);
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a) {
    return solution("invertPositiveDefinite", () -> isSquare(a, a.rows()), a)
        .square(() -> algebra.invertPositiveDefinite(a), a.rows());
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a, Room room) {
    return solution("invertPositiveDefinite", () -> isSquare(a, a.rows()), a, room)
        .square(() -> algebra.invertPositiveDefinite(a, room), a.rows());
  }

  @Override
  public double[] leastSquares(Matrix a, double[] b) {
    return solution("leastSquares", () -> b.length == a.rows(), a, b)
        .numbers(() -> algebra.leastSquares(a, b), a.columns());
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a) {
    return solution("symmetricEigen", () -> isSquare(a, a.rows()), a)
        .eigen(() -> algebra.symmetricEigen(a), a.rows());
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a, Room room) {
    return solution("symmetricEigen", () -> isSquare(a, a.rows()), a, room)
        .eigen(() -> algebra.symmetricEigen(a, room), a.rows());
  }

  @Override
  public Room room() {
    return workspace;
  }

  @Override
  public Optional<SinglePrecision> singlePrecision() {
    return BrokenComponentException.require(algebra, "singlePrecision", algebra.singlePrecision())
        .map(Single::new);
  }

  /** The same in single precision. */
  private final class Single implements SinglePrecision {
    private final SinglePrecision single;

    Single(SinglePrecision single) {
      this.single = single;
    }

    @Override
    public void upperGram(FloatMatrix a, FloatMatrix c) {
      multiplication("upperGram", () -> isSquare(c, a.rows()), a, c)
          .run(() -> single.upperGram(a, c));
    }

    @Override
    public void upperTransposedGram(FloatMatrix a, FloatMatrix c) {
      multiplication("upperTransposedGram", () -> isSquare(c, a.columns()), a, c)
          .run(() -> single.upperTransposedGram(a, c));
    }

    @Override
    public boolean decompose(FloatMatrix a, int from, int to) {
      return solution("decompose", () -> isBlock(a, from, to), a, from, to)
          .time(() -> single.decompose(a, from, to));
    }

    @Override
    public void subtractGram(FloatMatrix a, int from, int to) {
      multiplication("subtractGram", () -> isBlock(a, from, to), a, from, to)
          .run(() -> single.subtractGram(a, from, to));
    }

    @Override
    public float[] solve(FloatMatrix r, float[] b) {
      return solution("solve", () -> isSquare(r, b.length), r, b)
          .floats(() -> single.solve(r, b), b.length);
    }
  }

  private Call multiplication(String method, BooleanSupplier fits, Object... given) {
    WrongCall.refuseUnless(fits, method, given);
    return new Call(Phase.MULTIPLICATION, method);
  }

  private Call solution(String method, BooleanSupplier fits, Object... given) {
    WrongCall.refuseUnless(fits, method, given);
    return new Call(Phase.SOLVES, method);
  }

  /** One call of the backend, with arguments that fit. */
  private final class Call {
    private final Phase phase;
    private final String method;

    Call(Phase phase, String method) {
      this.phase = phase;
      this.method = method;
    }

    <T> T time(Supplier<T> work) {
      try {
        return clock.time(phase, work);
      } catch (IllegalArgumentException | NullPointerException e) {
        throw isOfDefaults(e) ? stumbled(e) : e;
      }
    }

    void run(Runnable work) {
      time(
          () -> {
            work.run();
            return null;
          });
    }

    double[] numbers(Supplier<double[]> work, int count) {
      return BrokenComponentException.requireCount(algebra, method, time(work), count);
    }

    float[] floats(Supplier<float[]> work, int count) {
      float[] given = present(time(work));
      if (given.length != count) {
        throw broken("%s gives %d numbers, not %d".formatted(method, given.length, count));
      }
      return given;
    }

    Matrix square(Supplier<Matrix> work, int size) {
      Matrix given = present(time(work));
      if (!isSquare(given, size)) {
        throw broken("%s gives a %s, not %d x %d".formatted(method, given, size, size));
      }
      return given;
    }

    SymmetricEigen eigen(Supplier<SymmetricEigen> work, int size) {
      SymmetricEigen given = present(time(work));
      BrokenComponentException.requireCount(algebra, method, given.values(), size);
      return given;
    }

    private <T> T present(T given) {
      return BrokenComponentException.require(algebra, method, given);
    }

    private BrokenComponentException stumbled(RuntimeException error) {
      BrokenComponentException broken =
          broken("%s can't use what other methods give: %s".formatted(method, error));
      broken.initCause(error);
      return broken;
    }

    private BrokenComponentException broken(String reason) {
      return new BrokenComponentException(algebra, reason);
    }
  }

  private static boolean isProduct(int p, int q, int rows, int columns, Matrix c) {
    return q == rows && c.rows() == p && c.columns() == columns;
  }

  private static boolean isProduct(int p, int q, int rows, int columns, FloatMatrix c) {
    return q == rows && c.rows() == p && c.columns() == columns;
  }

  private static boolean isSquare(Matrix a, int size) {
    return a.rows() == size && a.columns() == size;
  }

  private static boolean isSquare(FloatMatrix a, int size) {
    return a.rows() == size && a.columns() == size;
  }

  private static boolean isBlock(FloatMatrix a, int from, int to) {
    return isSquare(a, a.rows()) && 0 <= from && from <= to && to <= a.rows();
  }

  /**
   * Whether methods that the api has for all backends stumbled over what the backend's own gave.
   */
  private static boolean isOfDefaults(RuntimeException error) {
    return Arrays.stream(error.getStackTrace())
        .filter(frame -> !frame.getClassName().matches("(java|jdk|io\\.onestep\\.api)\\..*"))
        .findFirst()
        .filter(TimedLinearAlgebra::isOfThis)
        .isPresent();
  }

  private static boolean isOfThis(StackTraceElement frame) {
    return frame.getClassName().startsWith(TimedLinearAlgebra.class.getName());
  }
}

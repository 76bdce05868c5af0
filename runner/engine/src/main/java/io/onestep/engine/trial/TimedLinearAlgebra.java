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
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

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
    require("multiply", () -> isProduct(a.rows(), a.columns(), b.rows(), b.columns(), c), a, b, c);
    run(Phase.MULTIPLICATION, "multiply", () -> algebra.multiply(alpha, a, b, beta, c));
  }

  @Override
  public void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    require(
        "multiplyTransposed",
        () -> isProduct(a.rows(), a.columns(), b.columns(), b.rows(), c),
        a,
        b,
        c);
    run(
        Phase.MULTIPLICATION,
        "multiplyTransposed",
        () -> algebra.multiplyTransposed(alpha, a, b, beta, c));
  }

  @Override
  public void multiplyTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    require(
        "multiplyTransposed",
        () -> isProduct(a.rows(), a.columns(), b.columns(), b.rows(), c),
        a,
        b,
        c);
    run(Phase.MULTIPLICATION, "multiplyTransposed", () -> algebra.multiplyTransposed(a, b, c));
  }

  @Override
  public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    require("multiply", () -> isProduct(a.rows(), a.columns(), b.rows(), b.columns(), c), a, b, c);
    run(Phase.MULTIPLICATION, "multiply", () -> algebra.multiply(a, b, c));
  }

  @Override
  public void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    require(
        "transposedMultiply",
        () -> isProduct(a.columns(), a.rows(), b.rows(), b.columns(), c),
        a,
        b,
        c);
    run(
        Phase.MULTIPLICATION,
        "transposedMultiply",
        () -> algebra.transposedMultiply(alpha, a, b, beta, c));
  }

  @Override
  public double[] multiply(Matrix a, double[] x) {
    require("multiply", () -> x.length == a.columns(), a, x);
    return numbers(
        "multiply", time(Phase.MULTIPLICATION, "multiply", () -> algebra.multiply(a, x)), a.rows());
  }

  @Override
  public double[] multiply(FloatMatrix a, double[] x) {
    require("multiply", () -> x.length == a.columns(), a, x);
    return numbers(
        "multiply", time(Phase.MULTIPLICATION, "multiply", () -> algebra.multiply(a, x)), a.rows());
  }

  @Override
  public double[] transposedMultiply(FloatMatrix a, double[] x) {
    require("transposedMultiply", () -> x.length == a.rows(), a, x);
    return numbers(
        "transposedMultiply",
        time(Phase.MULTIPLICATION, "transposedMultiply", () -> algebra.transposedMultiply(a, x)),
        a.columns());
  }

  @Override
  public float[] multiply(FloatMatrix a, float[] x) {
    require("multiply", () -> x.length == a.columns(), a, x);
    return numbers(
        algebra,
        "multiply",
        time(Phase.MULTIPLICATION, "multiply", () -> algebra.multiply(a, x)),
        a.rows());
  }

  @Override
  public double[] transposedMultiply(Matrix a, double[] x) {
    require("transposedMultiply", () -> x.length == a.rows(), a, x);
    return numbers(
        "transposedMultiply",
        time(Phase.MULTIPLICATION, "transposedMultiply", () -> algebra.transposedMultiply(a, x)),
        a.columns());
  }

  @Override
  public Matrix gram(Matrix a) {
    require("gram", () -> true, a);
    return square("gram", time(Phase.MULTIPLICATION, "gram", () -> algebra.gram(a)), a.rows());
  }

  @Override
  public Matrix transposedGram(Matrix a) {
    require("transposedGram", () -> true, a);
    return square(
        "transposedGram",
        time(Phase.MULTIPLICATION, "transposedGram", () -> algebra.transposedGram(a)),
        a.columns());
  }

  @Override
  public void lowerGram(Matrix a, Matrix c) {
    require("lowerGram", () -> isSquare(c, a.rows()), a, c);
    run(Phase.MULTIPLICATION, "lowerGram", () -> algebra.lowerGram(a, c));
  }

  @Override
  public void lowerTransposedGram(Matrix a, Matrix c) {
    require("lowerTransposedGram", () -> isSquare(c, a.columns()), a, c);
    run(Phase.MULTIPLICATION, "lowerTransposedGram", () -> algebra.lowerTransposedGram(a, c));
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
      require("upperGram", () -> isSquare(c, a.rows()), a, c);
      run(Phase.MULTIPLICATION, "upperGram", () -> single.upperGram(a, c));
    }

    @Override
    public void upperTransposedGram(FloatMatrix a, FloatMatrix c) {
      require("upperTransposedGram", () -> isSquare(c, a.columns()), a, c);
      run(Phase.MULTIPLICATION, "upperTransposedGram", () -> single.upperTransposedGram(a, c));
    }

    @Override
    public boolean decompose(FloatMatrix a, int from, int to) {
      require("decompose", () -> isBlock(a, from, to), a, from, to);
      return time(Phase.SOLVES, "decompose", () -> single.decompose(a, from, to));
    }

    @Override
    public void subtractGram(FloatMatrix a, int from, int to) {
      require("subtractGram", () -> isBlock(a, from, to), a, from, to);
      run(Phase.MULTIPLICATION, "subtractGram", () -> single.subtractGram(a, from, to));
    }

    @Override
    public float[] solve(FloatMatrix r, float[] b) {
      require("solve", () -> isSquare(r, b.length), r, b);
      return numbers(
          single, "solve", time(Phase.SOLVES, "solve", () -> single.solve(r, b)), b.length);
    }
  }

  @Override
  public double[] solvePositiveDefinite(Matrix a, double[] b) {
    require("solvePositiveDefinite", () -> isSquare(a, b.length), a, b);
    return numbers(
        "solvePositiveDefinite",
        time(Phase.SOLVES, "solvePositiveDefinite", () -> algebra.solvePositiveDefinite(a, b)),
        b.length);
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a) {
    require("invertPositiveDefinite", () -> isSquare(a, a.rows()), a);
    return square(
        "invertPositiveDefinite",
        time(Phase.SOLVES, "invertPositiveDefinite", () -> algebra.invertPositiveDefinite(a)),
        a.rows());
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a, Room room) {
    require("invertPositiveDefinite", () -> isSquare(a, a.rows()), a, room);
    return square(
        "invertPositiveDefinite",
        time(Phase.SOLVES, "invertPositiveDefinite", () -> algebra.invertPositiveDefinite(a, room)),
        a.rows());
  }

  @Override
  public double[] leastSquares(Matrix a, double[] b) {
    require("leastSquares", () -> b.length == a.rows(), a, b);
    return numbers(
        "leastSquares",
        time(Phase.SOLVES, "leastSquares", () -> algebra.leastSquares(a, b)),
        a.columns());
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a) {
    require("symmetricEigen", () -> isSquare(a, a.rows()), a);
    return eigen(
        "symmetricEigen",
        time(Phase.SOLVES, "symmetricEigen", () -> algebra.symmetricEigen(a)),
        a.rows());
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a, Room room) {
    require("symmetricEigen", () -> isSquare(a, a.rows()), a, room);
    return eigen(
        "symmetricEigen",
        time(Phase.SOLVES, "symmetricEigen", () -> algebra.symmetricEigen(a, room)),
        a.rows());
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

  /** Refuses null, and sizes that do not fit: where the call is must come first in the error. */
  private static void require(String method, BooleanSupplier fits, Object... given) {
    if (Arrays.stream(given).allMatch(Objects::nonNull) && fits.getAsBoolean()) {
      return;
    }
    IllegalArgumentException refused =
        new IllegalArgumentException(
            Arrays.stream(given)
                .map(TimedLinearAlgebra::text)
                .collect(Collectors.joining(", ", method + " does not take ", "")));
    refused.setStackTrace(
        Arrays.stream(refused.getStackTrace())
            .dropWhile(TimedLinearAlgebra::isOfThis)
            .toArray(StackTraceElement[]::new));
    throw refused;
  }

  private static String text(Object given) {
    if (given instanceof double[] x) {
      return x.length + " numbers";
    }
    if (given instanceof float[] x) {
      return x.length + " numbers";
    }
    return String.valueOf(given);
  }

  private double[] numbers(String method, double[] given, int count) {
    return BrokenComponentException.requireCount(algebra, method, given, count);
  }

  private static float[] numbers(Object component, String method, float[] given, int count) {
    if (BrokenComponentException.require(component, method, given).length != count) {
      throw new BrokenComponentException(
          component, "%s gives %d numbers, not %d".formatted(method, given.length, count));
    }
    return given;
  }

  private Matrix square(String method, Matrix given, int size) {
    if (!isSquare(BrokenComponentException.require(algebra, method, given), size)) {
      throw new BrokenComponentException(
          algebra, "%s gives a %s, not %d x %d".formatted(method, given, size, size));
    }
    return given;
  }

  private SymmetricEigen eigen(String method, SymmetricEigen given, int size) {
    numbers(method, BrokenComponentException.require(algebra, method, given).values(), size);
    return given;
  }

  private void run(Phase phase, String method, Runnable work) {
    time(
        phase,
        method,
        () -> {
          work.run();
          return null;
        });
  }

  private <T> T time(Phase phase, String method, Supplier<T> work) {
    try {
      return clock.time(phase, work);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw isOfDefaults(e) ? broken(method, e) : e;
    }
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

  private BrokenComponentException broken(String method, RuntimeException error) {
    BrokenComponentException broken =
        new BrokenComponentException(
            algebra, "%s can't use what other methods give: %s".formatted(method, error));
    broken.initCause(error);
    return broken;
  }

  private static boolean isOfThis(StackTraceElement frame) {
    return frame.getClassName().startsWith(TimedLinearAlgebra.class.getName());
  }
}

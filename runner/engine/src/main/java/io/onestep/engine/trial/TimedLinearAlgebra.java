package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.algebra.SinglePrecision;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.execution.Phase;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A trial's linear algebra: it charges its time to a clock and gives room in the workspace. What is
 * refused, it says to be the caller's fault.
 */
record TimedLinearAlgebra(LinearAlgebra algebra, TrialClock clock, Workspace workspace)
    implements LinearAlgebra {
  @Override
  public String description() {
    return algebra.description();
  }

  @Override
  public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.multiply(alpha, a, b, beta, c));
  }

  @Override
  public void multiplyTransposed(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.multiplyTransposed(alpha, a, b, beta, c));
  }

  @Override
  public void multiplyTransposed(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.multiplyTransposed(a, b, c));
  }

  @Override
  public void multiply(FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.multiply(a, b, c));
  }

  @Override
  public void transposedMultiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.transposedMultiply(alpha, a, b, beta, c));
  }

  @Override
  public double[] multiply(Matrix a, double[] x) {
    return time(Phase.MULTIPLICATION, () -> algebra.multiply(a, x));
  }

  @Override
  public double[] multiply(FloatMatrix a, double[] x) {
    return time(Phase.MULTIPLICATION, () -> algebra.multiply(a, x));
  }

  @Override
  public double[] transposedMultiply(FloatMatrix a, double[] x) {
    return time(Phase.MULTIPLICATION, () -> algebra.transposedMultiply(a, x));
  }

  @Override
  public float[] multiply(FloatMatrix a, float[] x) {
    return time(Phase.MULTIPLICATION, () -> algebra.multiply(a, x));
  }

  @Override
  public double[] transposedMultiply(Matrix a, double[] x) {
    return time(Phase.MULTIPLICATION, () -> algebra.transposedMultiply(a, x));
  }

  @Override
  public Matrix gram(Matrix a) {
    return time(Phase.MULTIPLICATION, () -> algebra.gram(a));
  }

  @Override
  public Matrix transposedGram(Matrix a) {
    return time(Phase.MULTIPLICATION, () -> algebra.transposedGram(a));
  }

  @Override
  public void lowerGram(Matrix a, Matrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.lowerGram(a, c));
  }

  @Override
  public void lowerTransposedGram(Matrix a, Matrix c) {
    time(Phase.MULTIPLICATION, () -> algebra.lowerTransposedGram(a, c));
  }

  @Override
  public Room room() {
    return workspace;
  }

  @Override
  public Optional<SinglePrecision> singlePrecision() {
    return algebra.singlePrecision().map(Single::new);
  }

  /** The same in single precision. */
  private final class Single implements SinglePrecision {
    private final SinglePrecision single;

    Single(SinglePrecision single) {
      this.single = single;
    }

    @Override
    public void upperGram(FloatMatrix a, FloatMatrix c) {
      time(Phase.MULTIPLICATION, () -> single.upperGram(a, c));
    }

    @Override
    public void upperTransposedGram(FloatMatrix a, FloatMatrix c) {
      time(Phase.MULTIPLICATION, () -> single.upperTransposedGram(a, c));
    }

    @Override
    public boolean decompose(FloatMatrix a, int from, int to) {
      return time(Phase.SOLVES, () -> single.decompose(a, from, to));
    }

    @Override
    public void subtractGram(FloatMatrix a, int from, int to) {
      time(Phase.MULTIPLICATION, () -> single.subtractGram(a, from, to));
    }

    @Override
    public float[] solve(FloatMatrix r, float[] b) {
      return time(Phase.SOLVES, () -> single.solve(r, b));
    }
  }

  @Override
  public double[] solvePositiveDefinite(Matrix a, double[] b) {
    return time(Phase.SOLVES, () -> algebra.solvePositiveDefinite(a, b));
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a) {
    return time(Phase.SOLVES, () -> algebra.invertPositiveDefinite(a));
  }

  @Override
  public Matrix invertPositiveDefinite(Matrix a, Room room) {
    return time(Phase.SOLVES, () -> algebra.invertPositiveDefinite(a, room));
  }

  @Override
  public double[] leastSquares(Matrix a, double[] b) {
    return time(Phase.SOLVES, () -> algebra.leastSquares(a, b));
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a) {
    return time(Phase.SOLVES, () -> algebra.symmetricEigen(a));
  }

  @Override
  public SymmetricEigen symmetricEigen(Matrix a, Room room) {
    return time(Phase.SOLVES, () -> algebra.symmetricEigen(a, room));
  }

  private <T> T time(Phase phase, Supplier<T> work) {
    try {
      return clock.time(phase, work);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw refused(e);
    }
  }

  /** Wrong sizes, or null, are the fault of what called; where that is must come first. */
  private static IllegalArgumentException refused(RuntimeException e) {
    IllegalArgumentException refused = new IllegalArgumentException(e.getMessage(), e);
    refused.setStackTrace(
        Arrays.stream(refused.getStackTrace())
            .dropWhile(frame -> frame.getClassName().startsWith(TimedLinearAlgebra.class.getName()))
            .toArray(StackTraceElement[]::new));
    return refused;
  }

  private void time(Phase phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return null;
        });
  }
}

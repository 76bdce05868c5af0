package io.onestep.benchmark.kernel;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.random.RandomStreams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a trial does with p x p matrices; ms a call. A product has 2 p^3 operations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AlgebraKernel {
  /** The size of the matrices. */
  @Param("1000")
  public int p;

  private LinearAlgebra algebra;
  private Matrix a;
  private Matrix c;
  private Matrix positive;
  private FloatMatrix rounded;
  private FloatMatrix roundedProduct;
  private double[] x;

  /** Creates the state, which {@link #prepare} fills. */
  public AlgebraKernel() {}

  /** Draws the matrices. */
  @Setup
  public void prepare() {
    RandomStreams streams = RandomStreams.of(1);
    algebra = new Components().algebra();
    a = Matrix.of(p, p, streams.stream("a").gaussians(p * p));
    c = Matrix.zeros(p, p);
    rounded = FloatMatrix.of(a);
    roundedProduct = FloatMatrix.zeros(p, p);
    positive = algebra.gram(a);
    for (int i = 0; i < p; i++) {
      positive.set(i, i, positive.get(i, i) + p);
    }
    x = streams.stream("x").gaussians(p);
  }

  /**
   * Multiplies in double precision.
   *
   * @return the product a a^T
   */
  @Benchmark
  public Matrix multiplyDouble() {
    algebra.multiplyTransposed(1, a, a, 0, c);
    return c;
  }

  /**
   * Multiplies in single precision.
   *
   * @return the product a a^T
   */
  @Benchmark
  public FloatMatrix multiplySingle() {
    algebra.multiplyTransposed(rounded, rounded, roundedProduct);
    return roundedProduct;
  }

  /**
   * Computes a Gram matrix, half as many operations as a product.
   *
   * @return a a^T
   */
  @Benchmark
  public Matrix gram() {
    return algebra.gram(a);
  }

  /**
   * Solves a positive definite system, a sixth of a product's operations; copying included.
   *
   * @return the solution
   */
  @Benchmark
  public double[] solve() {
    c.assign(positive); // which is overwritten
    return algebra.solvePositiveDefinite(c, x);
  }

  /**
   * Multiplies by a vector.
   *
   * @return the product
   */
  @Benchmark
  public double[] multiplyVector() {
    return algebra.multiply(a, x);
  }

  /**
   * Rounds a matrix to single precision.
   *
   * @return it
   */
  @Benchmark
  public FloatMatrix round() {
    roundedProduct.assign(a);
    return roundedProduct;
  }

  /**
   * Copies a matrix of single precision to one of double precision.
   *
   * @return it
   */
  @Benchmark
  public Matrix widen() {
    rounded.copyTo(c);
    return c;
  }
}

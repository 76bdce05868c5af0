package io.onestep.benchmark.kernel;

import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Standard normals; ns a number. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RandomKernel {
  private static final int VALUES = 4096;

  private final RandomStream stream = RandomStreams.of(1).stream("z");
  private final double[] values = new double[VALUES];

  /** Creates the state. */
  public RandomKernel() {}

  /**
   * Draws numbers.
   *
   * @return them
   */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] gaussians() {
    stream.fillGaussian(values, 0, VALUES);
    return values;
  }
}

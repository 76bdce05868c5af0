package io.onestep.benchmark.kernel;

import io.onestep.api.activation.Activation;
import io.onestep.api.random.RandomStreams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Activations and their derivatives of standard normals in cache, copying included; ns a value. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ActivationKernel {
  private static final int VALUES = 4096;

  /** The activation's name. */
  @Param({"relu", "tanh", "sigmoid", "erf", "gelu", "softplus", "silu"})
  public String activation;

  private Activation measured;
  private double[] u;
  private double[] values;

  /** Creates the state, which {@link #prepare} fills. */
  public ActivationKernel() {}

  /** Makes the activation and draws pre-activations. */
  @Setup
  public void prepare() {
    measured = new Components().activation(activation);
    u = RandomStreams.of(1).stream("u").gaussians(VALUES);
    values = new double[VALUES];
  }

  /**
   * Computes sigma(u).
   *
   * @return the values
   */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] values() {
    System.arraycopy(u, 0, values, 0, VALUES);
    measured.values(values, 0, VALUES);
    return values;
  }

  /**
   * Computes sigma'(u).
   *
   * @return the derivatives
   */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] derivatives() {
    System.arraycopy(u, 0, values, 0, VALUES);
    measured.derivatives(values, 0, VALUES);
    return values;
  }
}

package io.onestep.equivalence;

import io.onestep.api.activation.Activation;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.special.Erf;

/** An activation from two functions. */
public record TestActivation(
    String label, DoubleUnaryOperator sigma, DoubleUnaryOperator derived, double... kinks)
    implements Activation {
  public static final TestActivation RELU =
      new TestActivation("relu", u -> Math.max(0, u), u -> u > 0 ? 1 : 0, 0);
  public static final TestActivation TANH =
      new TestActivation("tanh", Math::tanh, u -> 1 - Math.tanh(u) * Math.tanh(u));
  public static final TestActivation ERF =
      new TestActivation("erf", Erf::erf, u -> 2 / Math.sqrt(Math.PI) * Math.exp(-u * u));
  public static final TestActivation IDENTITY = new TestActivation("identity", u -> u, u -> 1);

  /** A jump. */
  public static final TestActivation SIGN = new TestActivation("sign", Math::signum, u -> 0 * u, 0);

  /** u^3 - 2 u^2 + 0.5. */
  public static final TestActivation CUBIC =
      new TestActivation("cubic", u -> (u - 2) * u * u + 0.5, u -> (3 * u - 4) * u);

  /** Smooth between two kinks and kinked there. */
  public static final TestActivation HARD_TANH =
      new TestActivation(
          "hard-tanh", u -> Math.max(-1, Math.min(1, u)), u -> Math.abs(u) < 1 ? 1 : 0, -1, 1);

  @Override
  public double value(double u) {
    return sigma.applyAsDouble(u);
  }

  @Override
  public double derivative(double u) {
    return derived.applyAsDouble(u);
  }
}

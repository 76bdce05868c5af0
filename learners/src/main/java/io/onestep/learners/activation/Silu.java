package io.onestep.learners.activation;

/**
 * u/(1 + exp(-u)), also called swish.
 *
 * <p>With y = |u| and E = exp(-y) by {@link Exponential} it is max(u, 0) - y E/(1 + E). Its
 * derivative is L = E (1 + E - y)/(1 + E)^2 for u up to 0 and 1 - L for positive u. L has a zero at
 * y_0 = 1.278...; there 1 + exp(-y_0) = y_0, so with z = y_0 - y and f = exp(z) - 1 it is 1 + E - y
 * = z + (y_0 - 1) f and E = (y_0 - 1)(1 + f), without cancellation. z is computed to twice the
 * digits of a double.
 *
 * <p>Accuracy: at most 3 ulp, the derivative 4 ulp, for all u, also where they vanish.
 */
final class Silu extends ExponentialActivation {
  Silu() {
    super(new Value(), new Slope());
  }

  @Override
  public String label() {
    return "silu";
  }

  private static final class Value extends ExponentialKernel {
    private static double argument(double u) {
      return Math.max(Exponential.LEAST, -Math.abs(u));
    }

    private static double silu(double u, double v, double scale) {
      double p = Exponential.fraction(v);
      double e = Math.fma(scale, p, scale);
      double d = Math.fma(e, Exponential.UNSHIFT, 1);
      // This product is exact.
      double vs = v * scale;
      return Math.max(u, -0.0) + Math.fma(vs, p, vs) / d * Exponential.UNSHIFT;
    }

    @Override
    double at(double u) {
      double v = argument(u);
      return silu(u, v, Exponential.scale(v));
    }

    @Override
    void prepare(Block block) {
      double[] u = block.u;
      double[] v = block.v;
      for (int i = 0; i < block.count; i++) {
        v[i] = argument(u[i]);
      }
    }

    @Override
    void finish(Block block) {
      double[] u = block.u;
      double[] v = block.v;
      double[] scales = block.scales;
      for (int i = 0; i < block.count; i++) {
        u[i] = silu(u[i], v[i], scales[i]);
      }
    }
  }

  private static final class Slope extends ExponentialKernel {
    /** y_0. */
    private static final double ZERO = 0x1.474973c84120bp+0;

    /** y_0 less that double. */
    private static final double ZERO_REST = 0x1.f8d74bc9ac154p-54;

    /** y_0 - 1. */
    private static final double ZERO_LESS_ONE = 0x1.1d25cf210482ep-2;

    private static double distance(double u) {
      return Math.min(-Exponential.LEAST, Math.abs(u));
    }

    /** Returns z. */
    private static double argument(double y) {
      return ZERO - y;
    }

    /** Returns the rounding error of z. */
    private static double rest(double y) {
      double z = argument(y);
      double minusY = z - ZERO;
      return ZERO - (z - minusY) - (y + minusY) + ZERO_REST;
    }

    /** Returns p of exp(z) = 2^n (1 + p). */
    private static double fraction(double y, double z) {
      return Exponential.fraction(z, rest(y));
    }

    private static double slope(double u, double y, double p, double scale) {
      double s = scale * Exponential.UNSHIFT;
      double f = Math.fma(s, p, s - 1);
      double factor = Math.fma(ZERO_LESS_ONE, f, rest(y)) + argument(y);
      // This product is exact.
      double e0 = ZERO_LESS_ONE * scale;
      double e = Math.fma(e0, p, e0);
      return Sign.mirror(u, Sigmoid.product(e) * factor * Exponential.UNSHIFT);
    }

    @Override
    double at(double u) {
      double y = distance(u);
      double z = argument(y);
      return slope(u, y, fraction(y, z), Exponential.scale(z));
    }

    @Override
    void prepare(Block block) {
      double[] u = block.u;
      double[] y = block.terms;
      for (int i = 0; i < block.count; i++) {
        y[i] = distance(u[i]);
      }
      double[] z = block.v;
      for (int i = 0; i < block.count; i++) {
        z[i] = argument(y[i]);
      }
    }

    @Override
    void finish(Block block) {
      double[] u = block.u;
      double[] y = block.terms;
      double[] v = block.v;
      double[] scales = block.scales;
      for (int i = 0; i < block.count; i++) {
        v[i] = fraction(y[i], v[i]);
      }
      for (int i = 0; i < block.count; i++) {
        u[i] = slope(u[i], y[i], v[i], scales[i]);
      }
    }
  }
}

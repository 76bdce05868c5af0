package io.onestep.learners.activation;

/**
 * tanh(u) = sign(u) f/(f + 2) with f = exp(2|u|) - 1, and its derivative 4 E/(1 + E)^2 with E =
 * exp(-2|u|), which keeps its digits where tanh(u) rounds to 1; by {@link Exponential}.
 *
 * <p>Accuracy: at most 3 ulp, the derivative too, for all u. tanh is odd and the derivative even,
 * bit for bit, and |tanh(u)| never exceeds 1.
 */
final class Tanh extends ExponentialActivation {
  Tanh() {
    super(new Value(), new Slope());
  }

  @Override
  public String label() {
    return "tanh";
  }

  /** By {@link RationalTanh}, with its accuracy. */
  @Override
  public void values(float[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = RationalTanh.of(u[i]);
    }
  }

  /** 1 - tanh(u)^2 by {@link RationalTanh}, to within 1e-6 and never below 0. */
  @Override
  public void derivatives(float[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      float tanh = RationalTanh.of(u[i]);
      u[i] = Math.max(0, Math.fma(-tanh, tanh, 1));
    }
  }

  private static final class Value extends ExponentialKernel {
    /** From here on tanh is 1 to within 1e-17. */
    private static final double FAR = 20;

    private static double argument(double u) {
      return 2 * Math.min(FAR, Math.abs(u));
    }

    private static double tanh(double u, double v, double scale) {
      double p = Exponential.fraction(v);
      double s = scale * Exponential.UNSHIFT;
      double f = Math.fma(s, p, s - 1);
      return Sign.of(u) * (f / (f + 2));
    }

    @Override
    double at(double u) {
      double v = argument(u);
      return tanh(u, v, Exponential.scale(v));
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
        u[i] = tanh(u[i], v[i], scales[i]);
      }
    }
  }

  private static final class Slope extends ExponentialKernel {
    private static double argument(double u) {
      return Math.max(Exponential.LEAST, -2 * Math.abs(u));
    }

    private static double slope(double v, double scale) {
      double p = Exponential.fraction(v);
      double e = Math.fma(scale, p, scale);
      return Sigmoid.product(e) * (4 * Exponential.UNSHIFT);
    }

    @Override
    double at(double u) {
      double v = argument(u);
      return slope(v, Exponential.scale(v));
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
        u[i] = slope(v[i], scales[i]);
      }
    }
  }
}

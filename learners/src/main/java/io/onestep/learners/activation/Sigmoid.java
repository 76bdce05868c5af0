package io.onestep.learners.activation;

/**
 * 1/(1 + exp(-u)) = E/(1 + E) with E = exp(u), u cut off at 40, from where it is 1; the derivative
 * is E/(1 + E)^2 with E = exp(-|u|); by {@link Exponential}.
 *
 * <p>Accuracy: at most 3 ulp, the derivative too, for all u. The value is in [0, 1] and the
 * derivative is even, bit for bit.
 */
final class Sigmoid extends ExponentialActivation {
  Sigmoid() {
    super(new Value(), new Slope());
  }

  @Override
  public String label() {
    return "sigmoid";
  }

  /** (1 + tanh(u/2))/2 by {@link RationalTanh}, to within 3e-7 and never below 0. */
  @Override
  public void values(float[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = Math.max(0, Math.fma(0.5f, RationalTanh.of(0.5f * u[i]), 0.5f));
    }
  }

  /** (1 - tanh(u/2)^2)/4 by {@link RationalTanh}, to within 3e-7 and never below 0. */
  @Override
  public void derivatives(float[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      float tanh = RationalTanh.of(0.5f * u[i]);
      u[i] = Math.max(0, Math.fma(-0.25f * tanh, tanh, 0.25f));
    }
  }

  /**
   * Returns E/(1 + E)^2 = q (1 - q) with q = E/(1 + E), from E times 2^{@value Exponential#SHIFT}
   * and times that.
   */
  static double product(double e) {
    double q = e / Math.fma(e, Exponential.UNSHIFT, 1);
    return Math.fma(-q * Exponential.UNSHIFT, q, q);
  }

  static final class Value extends ExponentialKernel {
    /** From here on the sigmoid is 1 to within 1e-17. */
    private static final double FAR = 40;

    private static double argument(double u) {
      return Math.max(Exponential.LEAST, Math.min(FAR, u));
    }

    private static double sigmoid(double v, double scale) {
      double p = Exponential.fraction(v);
      double e = Math.fma(scale, p, scale);
      return e / Math.fma(e, Exponential.UNSHIFT, 1) * Exponential.UNSHIFT;
    }

    @Override
    double at(double u) {
      double v = argument(u);
      return sigmoid(v, Exponential.scale(v));
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
        u[i] = sigmoid(v[i], scales[i]);
      }
    }
  }

  private static final class Slope extends ExponentialKernel {
    private static double argument(double u) {
      return Math.max(Exponential.LEAST, -Math.abs(u));
    }

    private static double slope(double v, double scale) {
      double p = Exponential.fraction(v);
      double e = Math.fma(scale, p, scale);
      return product(e) * Exponential.UNSHIFT;
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

package io.onestep.learners.activation;

/**
 * log(1 + exp(u)) = max(u, 0) + log(1 + E) with E = exp(-|u|) by {@link Exponential}, and log(1 +
 * E) = 2 artanh(w) = 2 w + w^3 q(w^2) with w = E/(2 + E). The derivative is the {@link Sigmoid}.
 *
 * <p>q is the polynomial of degree 9 that interpolates (2 artanh(w)/w - 2)/w^2 at the Chebyshev
 * points of w^2 in [0, 1/9], solved for in 50-digit arithmetic, its coefficients rounded to
 * doubles: the relative deviation of 2 w + w^3 q(w^2) is 5.1e-18.
 *
 * <p>Accuracy: at most 3 ulp, the derivative too, for all u.
 */
final class Softplus extends ExponentialActivation {
  Softplus() {
    super(new Value(), new Sigmoid.Value());
  }

  @Override
  public String label() {
    return "softplus";
  }

  private static final class Value extends ExponentialKernel {
    private static double argument(double u) {
      return Math.max(Exponential.LEAST, -Math.abs(u));
    }

    private static double ratio(double v, double scale) {
      double p = Exponential.fraction(v);
      double e = Math.fma(scale, p, scale);
      return e / Math.fma(e, Exponential.UNSHIFT, 2);
    }

    /** Here w is 2^{@value Exponential#SHIFT} w. */
    private static double softplus(double u, double w) {
      double s = w * Exponential.UNSHIFT * (w * Exponential.UNSHIFT);
      double q = 0.1616404561194353;
      q = Math.fma(q, s, 0.08800738486144674);
      q = Math.fma(q, s, 0.12001072809590713);
      q = Math.fma(q, s, 0.13314144209654935);
      q = Math.fma(q, s, 0.15385570064958623);
      q = Math.fma(q, s, 0.18181789436132859);
      q = Math.fma(q, s, 0.22222222717427864);
      q = Math.fma(q, s, 0.2857142856710876);
      q = Math.fma(q, s, 0.40000000000014585);
      q = Math.fma(q, s, 0.6666666666666666);
      return Math.max(u, -0.0) + Math.fma(w * s, q, 2 * w) * Exponential.UNSHIFT;
    }

    @Override
    double at(double u) {
      double v = argument(u);
      return softplus(u, ratio(v, Exponential.scale(v)));
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
        v[i] = ratio(v[i], scales[i]);
      }
      for (int i = 0; i < block.count; i++) {
        u[i] = softplus(u[i], v[i]);
      }
    }
  }
}

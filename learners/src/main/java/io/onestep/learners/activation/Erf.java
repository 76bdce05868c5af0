package io.onestep.learners.activation;

import io.onestep.api.activation.PairMoment;
import java.util.Optional;

/**
 * The error function erf(u) = (2/sqrt(pi)) int_0^u exp(-t^2) dt.
 *
 * <p>With y = |u|, 1 - z = exp(y^2) (1 - erf(y)) and w = 1 - exp(-y^2) by {@link Exponential} it is
 * erf(y) = z + w (1 - z), a sum of terms of one sign. z is y G(y), G the rational function of
 * degrees 8 and 9 that interpolates it at y = 4 x/(1 - x), x the Chebyshev points of [0, 6/10] (so
 * that y is in [0, 6]), solved for in 50-digit arithmetic, its coefficients (all positive) rounded
 * to doubles; its relative deviation is 4.9e-17. From 6 on erf is 1. In the derivative (2/sqrt(pi))
 * exp(-y^2) the rounding error of y^2 goes into the exponential too.
 *
 * <p>Accuracy: at most 3 ulp, the derivative 2 ulp, for all u. erf is odd and the derivative even,
 * bit for bit, and |erf(u)| never exceeds 1.
 */
final class Erf extends ExponentialActivation {
  Erf() {
    super(new Value(), new Slope());
  }

  @Override
  public String label() {
    return "erf";
  }

  /** The arc-sine kernel (Williams, 1997). */
  @Override
  public Optional<PairMoment> pairMoment() {
    return Optional.of(
        (s1, s2, p) ->
            2
                / Math.PI
                * Math.asin(2 * s1 * s2 * p / Math.sqrt((1 + 2 * s1 * s1) * (1 + 2 * s2 * s2))));
  }

  private static final class Value extends ExponentialKernel {
    /** From here on erf is 1 to within 1e-16. */
    private static final double FAR = 6;

    private static double distance(double u) {
      return Math.min(FAR, Math.abs(u));
    }

    private static double argument(double y) {
      return -y * y;
    }

    /** Returns z = y G(y). */
    private static double z(double y) {
      double top = 0.00017454084690067358;
      top = Math.fma(top, y, 0.003258755783169689);
      top = Math.fma(top, y, 0.02878929728286831);
      top = Math.fma(top, y, 0.15586987987710532);
      top = Math.fma(top, y, 0.5631998854331892);
      top = Math.fma(top, y, 1.3890151574014247);
      top = Math.fma(top, y, 2.2885749862737024);
      top = Math.fma(top, y, 2.3196629859988636);
      top = Math.fma(top, y, 1.1283791670955126);
      double bottom = 0.0001745408464519018;
      bottom = Math.fma(bottom, y, 0.0033572299388733317);
      bottom = Math.fma(bottom, y, 0.030683410593031302);
      bottom = Math.fma(bottom, y, 0.1731319198536637);
      bottom = Math.fma(bottom, y, 0.6599318268396668);
      bottom = Math.fma(bottom, y, 1.7527624613804784);
      bottom = Math.fma(bottom, y, 3.2300257978355993);
      bottom = Math.fma(bottom, y, 3.9687873193887);
      bottom = Math.fma(bottom, y, 2.9419747216210963);
      bottom = Math.fma(bottom, y, 1.0);
      return y * top / bottom;
    }

    private static double erf(double u, double z, double v, double scale) {
      double s = scale * Exponential.UNSHIFT;
      double w = Math.fma(-s, Exponential.fraction(v), 1 - s);
      return Sign.of(u) * Math.fma(w, 1 - z, z);
    }

    @Override
    double at(double u) {
      double y = distance(u);
      double v = argument(y);
      return erf(u, z(y), v, Exponential.scale(v));
    }

    @Override
    void prepare(Block block) {
      double[] u = block.u;
      double[] y = block.terms;
      for (int i = 0; i < block.count; i++) {
        y[i] = distance(u[i]);
      }
      double[] v = block.v;
      for (int i = 0; i < block.count; i++) {
        v[i] = argument(y[i]);
      }
      double[] z = block.terms;
      for (int i = 0; i < block.count; i++) {
        z[i] = z(y[i]);
      }
    }

    @Override
    void finish(Block block) {
      double[] u = block.u;
      double[] z = block.terms;
      double[] v = block.v;
      double[] scales = block.scales;
      for (int i = 0; i < block.count; i++) {
        u[i] = erf(u[i], z[i], v[i], scales[i]);
      }
    }
  }

  private static final class Slope extends ExponentialKernel {
    /** From here on the derivative is 0. */
    private static final double FAR = 27.5;

    private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

    private static double distance(double u) {
      return Math.min(FAR, Math.abs(u));
    }

    private static double argument(double y) {
      return -y * y;
    }

    private static double slope(double y, double v, double scale) {
      double rest = -Math.fma(y, y, v);
      // This product is exact.
      double factor = TWO_OVER_ROOT_PI * scale;
      return Math.fma(factor, Exponential.fraction(v, rest), factor) * Exponential.UNSHIFT;
    }

    @Override
    double at(double u) {
      double y = distance(u);
      double v = argument(y);
      return slope(y, v, Exponential.scale(v));
    }

    @Override
    void prepare(Block block) {
      double[] u = block.u;
      double[] y = block.terms;
      for (int i = 0; i < block.count; i++) {
        y[i] = distance(u[i]);
      }
      double[] v = block.v;
      for (int i = 0; i < block.count; i++) {
        v[i] = argument(y[i]);
      }
    }

    @Override
    void finish(Block block) {
      double[] u = block.u;
      double[] y = block.terms;
      double[] v = block.v;
      double[] scales = block.scales;
      for (int i = 0; i < block.count; i++) {
        u[i] = slope(y[i], v[i], scales[i]);
      }
    }
  }
}

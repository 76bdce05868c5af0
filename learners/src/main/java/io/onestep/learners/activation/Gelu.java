package io.onestep.learners.activation;

/**
 * u Phi(u), Phi the standard normal distribution function (not its tanh approximation).
 *
 * <p>With y = |u| and E = exp(-y^2/2) by {@link Exponential} (the rounding error of y^2 going into
 * it too) it is max(u, 0) - y E M(y), M(y) = Phi(-y)/E. Its derivative is L = E (M(y) - y/sqrt(2
 * pi)) for u up to 0 and 1 - L for positive u; as L has a zero at y_0 = 0.7517..., it is computed
 * as E (y_0 - y) S(y).
 *
 * <p>M and S are the rational functions of degrees 10 and 11, 10 and 10, that interpolate Phi(-y)/E
 * and (Phi(-y)/E - y/sqrt(2 pi))/(y_0 - y) at y = 4 x/(1 - x), x the Chebyshev points of [0, 39/43]
 * (so that y is in [0, 39]), solved for in 50-digit arithmetic. They are written as M(y) = (1/2)
 * a/(y a + b) and S(y) = 3/8 + a/b with polynomials a and b, so that the rounding errors of a and b
 * matter little where they are largest, for large y. The coefficients are all positive; a and b
 * were scaled so that rounding the coefficients to doubles does the least harm: with rounded
 * coefficients the relative deviations of M and S are 8e-18 and 4e-18.
 *
 * <p>Accuracy: at most 4 ulp, the derivative too, for all u, also where they vanish.
 */
final class Gelu extends ExponentialActivation {
  Gelu() {
    super(new Value(), new Slope());
  }

  @Override
  public String label() {
    return "gelu";
  }

  /** A function of u, y and E. */
  private abstract static class NormalKernel extends ExponentialKernel {
    /** From here on y Phi(-y) and the derivative at -y are 0. */
    private static final double FAR = 38.9;

    private static double distance(double u) {
      return Math.min(FAR, Math.abs(u));
    }

    private static double argument(double y) {
      return -0.5 * (y * y);
    }

    /** Returns p of E = 2^n (1 + p). */
    private static double fraction(double y, double v) {
      return Exponential.fraction(v, -Math.fma(0.5 * y, y, v));
    }

    /** Returns the function from u, y, and E = 2^n (1 + p) in the form of p and the scale. */
    abstract double at(double u, double y, double p, double scale);

    @Override
    final double at(double u) {
      double y = distance(u);
      double v = argument(y);
      return at(u, y, fraction(y, v), Exponential.scale(v));
    }

    @Override
    final void prepare(Block block) {
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

    /** Replaces v by p. */
    static void fractions(Block block) {
      double[] y = block.terms;
      double[] v = block.v;
      for (int i = 0; i < block.count; i++) {
        v[i] = fraction(y[i], v[i]);
      }
    }
  }

  private static final class Value extends NormalKernel {
    /** Returns y M(y). */
    private static double ratio(double y) {
      double a = 5.918471952718319e-07;
      a = Math.fma(a, y, 1.8507463779186083e-05);
      a = Math.fma(a, y, 0.000283820558009743);
      a = Math.fma(a, y, 0.0027776184564284843);
      a = Math.fma(a, y, 0.01907961540953414);
      a = Math.fma(a, y, 0.0957630902321052);
      a = Math.fma(a, y, 0.3552587114975874);
      a = Math.fma(a, y, 0.9632137656262815);
      a = Math.fma(a, y, 1.8350872115614139);
      a = Math.fma(a, y, 2.2393872980002545);
      a = Math.fma(a, y, 1.3548412322998047);
      double b = 1.4992326169270834e-07;
      b = Math.fma(b, y, 4.688202221163177e-06);
      b = Math.fma(b, y, 7.263753025725217e-05);
      b = Math.fma(b, y, 0.0007268056893646928);
      b = Math.fma(b, y, 0.005187369082127716);
      b = Math.fma(b, y, 0.02769298214379784);
      b = Math.fma(b, y, 0.11320078072941829);
      b = Math.fma(b, y, 0.357286595202838);
      b = Math.fma(b, y, 0.865777990683529);
      b = Math.fma(b, y, 1.5675705650446161);
      b = Math.fma(b, y, 1.9655529672915923);
      b = Math.fma(b, y, 1.3548412322998047);
      return 0.5 * y * a / Math.fma(y, a, b);
    }

    private static double gelu(double u, double ratio, double p, double scale) {
      // The product with the scale is exact.
      double scaled = ratio * scale;
      return Math.max(u, -0.0) - Math.fma(scaled, p, scaled) * Exponential.UNSHIFT;
    }

    @Override
    double at(double u, double y, double p, double scale) {
      return gelu(u, ratio(y), p, scale);
    }

    @Override
    void finish(Block block) {
      fractions(block);
      double[] terms = block.terms;
      for (int i = 0; i < block.count; i++) {
        terms[i] = ratio(terms[i]);
      }
      double[] u = block.u;
      double[] p = block.v;
      double[] scales = block.scales;
      for (int i = 0; i < block.count; i++) {
        u[i] = gelu(u[i], terms[i], p[i], scales[i]);
      }
    }
  }

  private static final class Slope extends NormalKernel {
    /** y_0. */
    private static final double ZERO = 0x1.80ead197f00b4p-1;

    /** y_0 less that double. */
    private static final double ZERO_REST = -0x1.13e74c58cada8p-56;

    /** Returns (y_0 - y) S(y). */
    private static double ratio(double y) {
      double a = 8.730677569090889e-08;
      a = Math.fma(a, y, 3.6560432464405242e-06);
      a = Math.fma(a, y, 6.78355437178206e-05);
      a = Math.fma(a, y, 0.0007614742235987553);
      a = Math.fma(a, y, 0.005800799322447863);
      a = Math.fma(a, y, 0.03152511297999213);
      a = Math.fma(a, y, 0.12428481784228892);
      a = Math.fma(a, y, 0.3524226478892944);
      a = Math.fma(a, y, 0.6917608824593886);
      a = Math.fma(a, y, 0.8563787348472017);
      a = Math.fma(a, y, 0.5163019607635879);
      double b = 3.6465522175406554e-06;
      b = Math.fma(b, y, 0.00010702255863568467);
      b = Math.fma(b, y, 0.0015190587503271008);
      b = Math.fma(b, y, 0.013570806321416105);
      b = Math.fma(b, y, 0.0838259753632018);
      b = Math.fma(b, y, 0.3718535631632781);
      b = Math.fma(b, y, 1.1941611403258485);
      b = Math.fma(b, y, 2.731092565778772);
      b = Math.fma(b, y, 4.244075086484318);
      b = Math.fma(b, y, 4.036153861481443);
      b = Math.fma(b, y, 1.7798728942871094);
      return (ZERO - y + ZERO_REST) * Math.fma(0.375, b, a) / b;
    }

    private static double slope(double u, double ratio, double p, double scale) {
      // The product with the scale is exact.
      double scaled = ratio * scale;
      return Sign.mirror(u, Math.fma(scaled, p, scaled) * Exponential.UNSHIFT);
    }

    @Override
    double at(double u, double y, double p, double scale) {
      return slope(u, ratio(y), p, scale);
    }

    @Override
    void finish(Block block) {
      fractions(block);
      double[] terms = block.terms;
      for (int i = 0; i < block.count; i++) {
        terms[i] = ratio(terms[i]);
      }
      double[] u = block.u;
      double[] p = block.v;
      double[] scales = block.scales;
      for (int i = 0; i < block.count; i++) {
        u[i] = slope(u[i], terms[i], p[i], scales[i]);
      }
    }
  }
}

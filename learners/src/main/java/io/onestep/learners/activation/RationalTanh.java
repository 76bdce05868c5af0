package io.onestep.learners.activation;

/**
 * tanh in single precision, without an exponential: u P(u^2)/Q(u^2) with P and Q the polynomials of
 * degree 4 with which it interpolates tanh at the Chebyshev points of [0, {@value #FAR}], solved
 * for in 50-digit arithmetic, their coefficients (all positive) rounded to floats; its relative
 * deviation is 5e-8. Beyond {@value #FAR} tanh is 1 to within 3e-8.
 *
 * <p>Accuracy: at most 4e-7, and 6 units in the last place, for all u. Odd, bit for bit.
 */
final class RationalTanh {
  private static final float FAR = 9.02f;

  private RationalTanh() {}

  static float of(float u) {
    float x = Math.max(-FAR, Math.min(FAR, u));
    float t = x * x;
    float top = 1.3320113e-8f;
    top = Math.fma(top, t, 2.0613212e-5f);
    top = Math.fma(top, t, 0.0034972772f);
    top = Math.fma(top, t, 0.13382958f);
    top = Math.fma(top, t, 1);
    float bottom = 7.770671e-7f;
    bottom = Math.fma(bottom, t, 0.00032873554f);
    bottom = Math.fma(bottom, t, 0.02588499f);
    bottom = Math.fma(bottom, t, 0.4671629f);
    bottom = Math.fma(bottom, t, 1);
    return x * top / bottom;
  }
}

package io.onestep.learners.activation;

/**
 * The exponential exp(v) = 2^n (1 + p) with n the integer nearest to v / ln 2 and p = exp(r) - 1,
 * |r| at most ln(2)/2, in steps that the virtual machine vectorises; only the turning of n into 2^n
 * works on bits, which it does not, and is a pass of its own over a block of numbers.
 *
 * <p>v must be in [{@value #LEAST}, 600] (or NaN). The scale is 2^n times 2^{@value #SHIFT}: so it
 * is never subnormal, and a caller that multiplies by {@link #UNSHIFT} at its very end rounds a
 * subnormal result once only.
 *
 * <p>The fused multiply-add is used throughout, for speed and for its single rounding; its value
 * does not depend on the machine. (A processor without the instruction, older than about 2013, has
 * it emulated at some hundred times the cost.)
 *
 * <p>p is r + r^2 q(r) with q the polynomial of degree 9 of the least deviation from (exp(r) - 1 -
 * r)/r^2, weighted by r^2/exp(r): computed by Remez's exchange algorithm in 45-digit arithmetic,
 * and its coefficients rounded to doubles. That deviation is 3.7e-18.
 *
 * <p>Accuracy, measured with 40 digits: scale (1 + p), formed by one fused multiply-add, has an
 * error below 1.1 ulp.
 */
final class Exponential {
  /** 2 to this power is in the scale. */
  static final int SHIFT = 80;

  /** 2^-{@value #SHIFT}. */
  static final double UNSHIFT = 0x1p-80;

  /** The least v. exp(v) is 0 as a double from -745.2 down, but |v| exp(v) only from -752 down. */
  static final double LEAST = -760;

  private static final int EXPONENT_BIAS = 1023;
  private static final int MANTISSA_BITS = 52;

  /**
   * Adding this rounds to an integer n and leaves n + {@value #SHIFT} + 1023, the biased exponent
   * of the scale, in the last bits of the sum.
   */
  private static final double ROUNDER = 0x1.8p52 + EXPONENT_BIAS + SHIFT;

  private static final double LOG2_E = 1.4426950408889634;

  /** ln 2 to 42 bits, so that its product with n is exact. */
  private static final double LN_2 = 0x1.62e42fefa38p-1;

  /** The rest of ln 2. */
  private static final double LN_2_REST = 0x1.ef35793c7673p-45;

  private Exponential() {}

  /** Returns the scale of v. */
  static double scale(double v) {
    return power(exponent(v));
  }

  /** Returns the fraction p of v. */
  static double fraction(double v) {
    double n = exponent(v) - ROUNDER;
    return lessOne(Math.fma(n, -LN_2_REST, Math.fma(n, -LN_2, v)));
  }

  /** Returns the fraction p of exp(v + rest) with the scale of v; rest is at most 1e-12. */
  static double fraction(double v, double rest) {
    double n = exponent(v) - ROUNDER;
    return lessOne(Math.fma(n, -LN_2_REST, rest) + Math.fma(n, -LN_2, v));
  }

  /** Sets the first scales to those of the first v. */
  static void scales(double[] v, double[] scales, int count) {
    for (int i = 0; i < count; i++) {
      scales[i] = exponent(v[i]);
    }
    for (int i = 0; i < count; i++) {
      scales[i] = power(scales[i]);
    }
  }

  private static double exponent(double v) {
    return Math.fma(v, LOG2_E, ROUNDER);
  }

  private static double power(double exponent) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(exponent) << MANTISSA_BITS);
  }

  /** Returns exp(r) - 1. */
  private static double lessOne(double r) {
    double q = 2.5000030879224626e-08;
    q = Math.fma(q, r, 2.76302866775004e-07);
    q = Math.fma(q, r, 2.755758666568515e-06);
    q = Math.fma(q, r, 2.4801493000157745e-05);
    q = Math.fma(q, r, 0.0001984126950603853);
    q = Math.fma(q, r, 0.0013888888943715962);
    q = Math.fma(q, r, 0.00833333333349331);
    q = Math.fma(q, r, 0.041666666666529875);
    q = Math.fma(q, r, 0.16666666666666411);
    q = Math.fma(q, r, 0.5000000000000011);
    return Math.fma(r * r, q, r);
  }
}

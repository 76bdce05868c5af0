package io.onestep.learners.activation;

/** Functions of a number's sign, in a way that the virtual machine vectorises. */
final class Sign {
  private Sign() {}

  /** Returns -1, 1, or zeros and NaN as they are. */
  static double of(double u) {
    // The least double times this is above 1.
    return Math.max(-1, Math.min(1, u * 0x1p1000 * 0x1p100));
  }

  /** Returns -1, 1, or zeros and NaN as they are. */
  static float of(float u) {
    // The least float times these is above 1; one float is too small a factor.
    return Math.max(-1, Math.min(1, u * 0x1p100f * 0x1p100f));
  }

  /**
   * Returns x for negative u, 1 - x for positive u, and a half for zeros.
   *
   * @param x a half where |u| is below 1e-300
   */
  static double mirror(double u, double x) {
    // Between -1 and 1 for the least u only, where it does not matter.
    double sign = Math.max(-1, Math.min(1, u * 0x1p1000));
    return Math.fma(-sign, x, Math.fma(0.5, sign, 0.5));
  }
}

package io.onestep.api.activation;

/** A function of numbers in double precision, applied to numbers in single precision. */
@FunctionalInterface
interface Widened {
  /** Numbers worked on at a time: few enough for the first-level cache. */
  int BLOCK = 1024;

  /** Replaces the numbers from one index to another by the function of them. */
  void replace(double[] u, int from, int to);

  /** Replaces numbers by the function of them, rounded. */
  static void apply(Widened function, float[] u, int from, int to) {
    double[] wide = new double[Math.min(BLOCK, to - from)];
    for (int start = from; start < to; start += BLOCK) {
      int count = Math.min(BLOCK, to - start);
      for (int i = 0; i < count; i++) {
        wide[i] = u[start + i];
      }
      function.replace(wide, 0, count);
      for (int i = 0; i < count; i++) {
        u[start + i] = (float) wide[i];
      }
    }
  }
}

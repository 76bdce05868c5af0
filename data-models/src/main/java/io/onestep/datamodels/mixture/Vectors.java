package io.onestep.datamodels.mixture;

/** Sums and products of vectors that lie in arrays, in loops that the compiler vectorises. */
final class Vectors {
  private Vectors() {}

  /** Returns x . y of two vectors of n numbers, from the given offsets. */
  static double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
    // Four sums, since a single one waits for each addition to end before the next begins.
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      sum0 += x[xOffset + i] * y[yOffset + i];
      sum1 += x[xOffset + i + 1] * y[yOffset + i + 1];
      sum2 += x[xOffset + i + 2] * y[yOffset + i + 2];
      sum3 += x[xOffset + i + 3] * y[yOffset + i + 3];
    }
    for (; i < n; i++) {
      sum0 += x[xOffset + i] * y[yOffset + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Returns x . y. */
  static double dot(double[] x, double[] y) {
    return dot(x, 0, y, 0, x.length);
  }

  /** Returns the Euclidean norm. */
  static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** Computes y := y + factor x for vectors of n numbers, from the given offsets. */
  static void addMultiple(double factor, double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] += factor * x[xOffset + i];
    }
  }

  /** Returns a x + b y. */
  static double[] combine(double a, double[] x, double b, double[] y) {
    double[] sum = new double[x.length];
    addMultiple(a, x, 0, sum, 0, sum.length);
    addMultiple(b, y, 0, sum, 0, sum.length);
    return sum;
  }

  /** Returns factor x. */
  static double[] multiple(double factor, double[] x) {
    double[] product = new double[x.length];
    addMultiple(factor, x, 0, product, 0, product.length);
    return product;
  }
}

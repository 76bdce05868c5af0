package io.onestep.equivalence.gradient;

/** Vectors of numbers. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  /** Computes y := y + factor x. */
  static void add(double factor, double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += factor * x[i];
    }
  }

  static double[] multiple(double factor, double[] x) {
    double[] y = new double[x.length];
    add(factor, x, y);
    return y;
  }

  /** Returns the squared cosine of the angle; 0 if a vector is 0. */
  static double overlap(double[] x, double[] y) {
    double norms = dot(x, x) * dot(y, y);
    double product = dot(x, y);
    return norms > 0 ? product * product / norms : 0;
  }
}

package io.onestep.learners.activation;

/**
 * The arc-cosine kernel of degree 1 (Cho and Saul, 2009): E[max(z_1, 0) max(z_2, 0)] of two
 * standard normals.
 */
final class ArcCosine {
  private ArcCosine() {}

  /** Returns the expectation at a correlation in [-1, 1]. */
  static double of(double correlation) {
    double sine = Math.sqrt((1 - correlation) * (1 + correlation));
    return (sine + correlation * (Math.PI - Math.acos(correlation))) / (2 * Math.PI);
  }
}

package io.onestep.engine.trial;

/**
 * A readout's weights, also in single precision.
 *
 * @param exact the weights w
 * @param rounded w / scale, rounded: at most 1, so that no weight exceeds single precision's range
 * @param scale the largest of the |w_j|, or 1 if all are 0
 */
record Weights(double[] exact, float[] rounded, double scale) {
  static Weights of(double[] w) {
    double largest = 0;
    for (double weight : w) {
      largest = Math.max(largest, Math.abs(weight));
    }
    double scale = largest > 0 ? largest : 1;
    float[] rounded = new float[w.length];
    for (int j = 0; j < w.length; j++) {
      rounded[j] = (float) (w[j] / scale);
    }
    return new Weights(w, rounded, scale);
  }
}

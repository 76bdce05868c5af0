package io.onestep.api.algebra;

/**
 * A vector in single precision, scaled so that no element exceeds its range.
 *
 * @param values the elements over the scale, at most 1
 * @param scale the largest of the elements' absolute values, or 1 if all are 0
 */
public record RoundedVector(float[] values, double scale) {
  /**
   * Rounds a vector.
   *
   * @param x the vector
   * @return its rounded elements
   */
  public static RoundedVector of(double[] x) {
    double largest = 0;
    for (double element : x) {
      largest = Math.max(largest, Math.abs(element));
    }
    double scale = largest > 0 ? largest : 1;
    float[] values = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      values[i] = (float) (x[i] / scale);
    }
    return new RoundedVector(values, scale);
  }

  /**
   * Returns what a linear map makes of this vector.
   *
   * @param image what it has made of the values
   * @return the image times the scale
   */
  public double[] unscaled(float[] image) {
    double[] x = new double[image.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = scale * image[i];
    }
    return x;
  }
}

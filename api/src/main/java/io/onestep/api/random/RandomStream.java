package io.onestep.api.random;

import java.util.random.RandomGenerator;

/** A sequence of random numbers. Has a position, so it belongs to one thread at a time. */
public interface RandomStream extends RandomGenerator {
  /**
   * Fills a part of an array with independent standard normals.
   *
   * @param values the array
   * @param from the first index to fill
   * @param to the index after the last one to fill
   */
  default void fillGaussian(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = nextGaussian();
    }
  }

  /**
   * Returns independent standard normals.
   *
   * @param count how many
   * @return a new array
   */
  default double[] gaussians(int count) {
    double[] values = new double[count];
    fillGaussian(values, 0, count);
    return values;
  }
}

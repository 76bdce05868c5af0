package io.onestep.api.random;

import java.util.random.RandomGenerator;

/**
 * Standard normals by the ziggurat (Marsaglia and Tsang, The Ziggurat Method for Generating Random
 * Variables, 2000), with layer and place from different bits (Doornik, An Improved Ziggurat Method
 * to Generate Normal Random Samples, 2005).
 *
 * <p>The area below f(x) = exp(-x^2/2), x &gt; 0, is cut into layers of equal area V: layer i &gt;
 * 0 is the rectangle from f(x_i) up to f(x_{i+1}) and x_i wide, layer 0 the rectangle of height
 * f(R), R = x_1, with the tail beyond R.
 *
 * <p>It is here since the JDK does not promise the numbers of {@link
 * RandomGenerator#nextGaussian()}: between Java 17 and 25 a few changed. These are the same on
 * every Java: sums, products and comparisons are exact to the bit, and so is {@link StrictMath}.
 */
final class Ziggurat {
  private static final int LAYERS = 256;

  /** R, where the tail begins: with it the last layer ends at x = 0. */
  static final double TAIL = 3.6541528853610088;

  /** V = R f(R) + the integral of f beyond R. */
  static final double AREA = 0.00492867323397465;

  /** 2^-52: places are integers of 53 bits, sign included. */
  private static final double UNIT = 0x1p-52;

  /** x_i in units of places; x_0 is the width that a rectangle with the area of layer 0 has. */
  private static final double[] SCALES = new double[LAYERS];

  /** f(x_i), and 1 for the last layer's upper edge. */
  private static final double[] HEIGHTS = new double[LAYERS + 1];

  /** Places nearer than this are below f in the whole layer. */
  private static final long[] SAFE = new long[LAYERS];

  /** x_{i+1}. */
  private static final double[] INNER = new double[LAYERS];

  /** The slope of f's chord over a layer's wedge, from x_{i+1} to x_i. */
  private static final double[] SLOPES = new double[LAYERS];

  /** How far f is from that chord at most: max |f''| (x_i - x_{i+1})^2 / 8, and rounding errors. */
  private static final double[] GAPS = new double[LAYERS];

  static {
    double[] x = edges();
    for (int i = 0; i < LAYERS; i++) {
      SCALES[i] = x[i] * UNIT;
      SAFE[i] = (long) (x[i + 1] / x[i] / UNIT);
      HEIGHTS[i] = density(x[i]);
    }
    HEIGHTS[LAYERS] = 1;
    for (int i = 1; i < LAYERS; i++) {
      double width = x[i] - x[i + 1];
      INNER[i] = x[i + 1];
      SLOPES[i] = (HEIGHTS[i] - HEIGHTS[i + 1]) / width;
      // |f''| = |x^2 - 1| f
      double bend = Math.max(Math.abs(x[i] * x[i] - 1), Math.abs(x[i + 1] * x[i + 1] - 1));
      GAPS[i] = bend * HEIGHTS[i + 1] * width * width / 8 + 1e-14;
    }
  }

  private Ziggurat() {}

  /** Returns x_0 to x_256 = 0. */
  static double[] edges() {
    double[] x = new double[LAYERS + 1];
    x[0] = AREA / density(TAIL);
    x[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      x[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / x[i - 1] + density(x[i - 1])));
    }
    return x;
  }

  /** Returns the next standard normal. */
  static double next(RandomGenerator bits) {
    while (true) {
      long random = bits.nextLong();
      int layer = (int) random & (LAYERS - 1);
      long place = random >> 11;
      double x = place * SCALES[layer];
      if (Math.abs(place) < SAFE[layer]) {
        return x;
      }
      if (layer == 0) {
        return place < 0 ? -tail(bits) : tail(bits);
      }
      double height = HEIGHTS[layer] + uniform(bits) * (HEIGHTS[layer + 1] - HEIGHTS[layer]);
      // The chord decides nearly always, as f would, and without an exponential.
      double chord = HEIGHTS[layer + 1] + (Math.abs(x) - INNER[layer]) * SLOPES[layer];
      double f = Math.abs(height - chord) > GAPS[layer] ? chord : density(x);
      if (height < f) {
        return x;
      }
    }
  }

  /** Draws from the tail beyond R (Marsaglia, Generating a Variable from the Tail, 1964). */
  private static double tail(RandomGenerator bits) {
    while (true) {
      double beyond = -StrictMath.log(uniform(bits)) / TAIL;
      double e = -StrictMath.log(uniform(bits));
      if (2 * e > beyond * beyond) {
        return TAIL + beyond;
      }
    }
  }

  /** Returns a number between 0 and 1, never one of them. */
  private static double uniform(RandomGenerator bits) {
    return ((bits.nextLong() >>> 11) + 0.5) * 0x1p-53;
  }

  static double density(double x) {
    return StrictMath.exp(-x * x / 2);
  }
}

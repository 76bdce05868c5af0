package io.onestep.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;

/** The normal distribution is Commons Math's. */
class ZigguratTest {
  private static final NormalDistribution NORMAL = new NormalDistribution();

  @Test
  void layersHaveOneArea() {
    double tail = Math.sqrt(2 * Math.PI) * NORMAL.cumulativeProbability(-Ziggurat.TAIL);
    assertThat(Ziggurat.TAIL * Ziggurat.density(Ziggurat.TAIL) + tail)
        .isCloseTo(Ziggurat.AREA, within(1e-15));
    double[] x = Ziggurat.edges();
    for (int i = 1; i < x.length - 1; i++) {
      assertThat(x[i] * (Ziggurat.density(x[i + 1]) - Ziggurat.density(x[i])))
          .as("layer " + i)
          .isCloseTo(Ziggurat.AREA, within(1e-14));
    }
    assertThat(x[x.length - 1]).isZero();
  }

  /** 10^7 numbers in 200 bins of equal probability, the wedges of all layers among them. */
  @Test
  void isNormal() {
    int bins = 200;
    double[] edges = new double[bins - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = NORMAL.inverseCumulativeProbability((i + 1.0) / bins);
    }
    assertChiSquare(edges, 10_000_000);
  }

  /** The tails, where a bin expects 25 of 10^7 numbers at least. */
  @Test
  void hasNormalTails() {
    assertChiSquare(
        new double[] {
          -4.5,
          -4.2,
          -4,
          -3.8,
          -3.7,
          -3.6541528853610088,
          -3.6,
          -3.5,
          -3.4,
          3.4,
          3.5,
          3.6,
          3.6541528853610088,
          3.7,
          3.8,
          4,
          4.2,
          4.5
        },
        10_000_000);
  }

  private static void assertChiSquare(double[] edges, int count) {
    double[] expected = new double[edges.length + 1];
    for (int i = 0; i < expected.length; i++) {
      double from = i == 0 ? Double.NEGATIVE_INFINITY : edges[i - 1];
      double to = i == edges.length ? Double.POSITIVE_INFINITY : edges[i];
      // By symmetry, so that small differences are not those of numbers near 1.
      double probability =
          from > 0
              ? NORMAL.cumulativeProbability(-from) - NORMAL.cumulativeProbability(-to)
              : NORMAL.cumulativeProbability(to) - NORMAL.cumulativeProbability(from);
      expected[i] = probability * count;
    }
    long[] observed = new long[expected.length];
    RandomStream stream = RandomStreams.of(11).stream("z");
    for (int i = 0; i < count; i++) {
      int at = Arrays.binarySearch(edges, stream.nextGaussian());
      observed[at < 0 ? -at - 1 : at]++;
    }
    assertThat(Arrays.stream(expected).min().orElseThrow()).isGreaterThan(25);
    // The probability of a larger deviation, if the numbers are normal.
    assertThat(new ChiSquareTest().chiSquareTest(expected, observed)).isGreaterThan(1e-4);
  }

  /** A normal and its successor, its sign and its square: none knows of another; 5 errors. */
  @Test
  void isUncorrelated() {
    int count = 1_000_000;
    double[] z = RandomStreams.of(12).stream("z").gaussians(count + 1);
    double next = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      next += z[i] * z[i + 1] / count;
      squares += (z[i] * z[i] - 1) * (z[i + 1] * z[i + 1] - 1) / count;
    }
    assertThat(next).isCloseTo(0, within(5 / Math.sqrt(count)));
    assertThat(squares).isCloseTo(0, within(5 * 2 / Math.sqrt(count)));
  }

  /** Bits to numbers, computed by hand: the layer's edge times the place in it. */
  @Test
  void takesLayerAndPlaceFromTheBits() {
    double[] x = Ziggurat.edges();
    RandomGenerator bits = () -> (1L << 61) | 7; // a place of 2^50, a quarter of the layer
    assertThat(Ziggurat.next(bits)).isEqualTo(0.25 * x[7]);
    assertThat(Ziggurat.next(() -> -(1L << 61) | 7)).isEqualTo(-0.25 * x[7]);
  }
}

package io.onestep.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  @Test
  void theSamePathGivesTheSameNumbers() {
    double[] one = RandomStreams.of(1).child("trial", 7).stream("F").gaussians(100);
    double[] two = RandomStreams.of(1).child("trial", 7).stream("F").gaussians(100);
    assertThat(one).isEqualTo(two);
  }

  @Test
  void otherPathsGiveOtherNumbers() {
    Set<Double> first = new HashSet<>();
    for (long seed = 0; seed < 3; seed++) {
      for (String kind : new String[] {"trial", "point"}) {
        for (int index = 0; index < 50; index++) {
          RandomStreams node = RandomStreams.of(seed).child(kind, index);
          first.add(node.stream("F").nextGaussian());
          first.add(node.stream("w").nextGaussian());
        }
      }
    }
    assertThat(first).hasSize(3 * 2 * 50 * 2);
  }

  @Test
  void blocksAreTheSameNumbersAsOneByOne() {
    double[] block = new double[7];
    RandomStreams.of(3).stream("x").fillGaussian(block, 2, 5);
    RandomStream single = RandomStreams.of(3).stream("x");
    assertThat(block)
        .containsExactly(
            0, 0, single.nextGaussian(), single.nextGaussian(), single.nextGaussian(), 0, 0);
  }

  /** Moments of 10^6 standard normals: variances of z, z^2 and z^4 are 1, 2 and 96; 5 errors. */
  @Test
  void normalsHaveTheirMoments() {
    int count = 1_000_000;
    double[] z = RandomStreams.of(5).stream("z").gaussians(count);
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (double v : z) {
      mean += v / count;
      square += v * v / count;
      fourth += v * v * v * v / count;
    }
    assertThat(mean).isCloseTo(0, within(5 / Math.sqrt(count)));
    assertThat(square).isCloseTo(1, within(5 * Math.sqrt(2.0 / count)));
    assertThat(fourth).isCloseTo(3, within(5 * Math.sqrt(96.0 / count)));
  }

  @Test
  void namesAreNotMistakenForPaths() {
    assertThatThrownBy(() -> RandomStreams.of(1).stream("a/b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RandomStreams.of(1).child("a=1", 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

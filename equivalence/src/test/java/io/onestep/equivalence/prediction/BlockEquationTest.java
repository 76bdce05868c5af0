package io.onestep.equivalence.prediction;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockEquationTest {
  private static final RandomStreams STREAMS = RandomStreams.of(31);
  private static final int TYPES = 101;

  /** From nearly no regularisation to one that is all that matters, forth and back. */
  private static final double[] REGULARISATIONS = {
    10, 1, 0.3, 0.2999999, 1e-2, 1e-6, 1e-4, 5e-5, 1e3, 0.02, 1e-9
  };

  private static BlockEquation equation(int blocks) {
    double[][] alpha = new double[blocks][];
    for (int b = 0; b < blocks; b++) {
      alpha[b] = vector(TYPES, 20.0 / (1 + b * b), STREAMS.child("alpha", b));
    }
    double[] diagonal =
        Arrays.stream(vector(TYPES, 1, STREAMS.child("diagonal", 0))).map(x -> x * x).toArray();
    return new BlockEquation(alpha, diagonal, 700, 300, 320, ALGEBRA);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void startFromTheLastSolutionLeadsToTheSame(int blocks) {
    BlockEquation warm = equation(blocks);
    for (double q : REGULARISATIONS) {
      BlockEquation.Solution actual = warm.at(q);
      BlockEquation.Solution expected = equation(blocks).at(q);
      assertSame(actual.value(), expected.value(), "value at " + q);
      assertSame(actual.first(), expected.first(), "first derivative at " + q);
      assertSame(actual.second(), expected.second(), "second derivative at " + q);
    }
  }

  private static void assertSame(double[] actual, double[] expected, String what) {
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as(what).isCloseTo(expected[i], within(1e-9 * largest));
    }
  }

  @Test
  void sameRegularisationIsSolvedOnce() {
    BlockEquation equation = equation(2);
    BlockEquation.Solution first = equation.at(0.1);
    assertThat(equation.at(0.1)).isSameAs(first);
    assertThat(equation.at(0.2)).isNotSameAs(first);
  }
}

package io.onestep.equivalence.spike;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.ERF;
import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class LearnedSpikeTest {
  private static final int N = 5;
  private static final RandomStreams STREAMS = RandomStreams.of(21);

  private static final Population CENTRED =
      mixture(
          new MixtureComponent(
              0.3, new double[N], Fixtures.spiked(N, 1, STREAMS.child("c", 0), 4, 1)),
          new MixtureComponent(0.7, new double[N], Fixtures.spiked(N, 0.5, STREAMS.child("c", 1))));

  /** v = X^T y/(m1 sqrt k), by hand. */
  @Test
  void ofASample() {
    Matrix x = Matrix.ofRows(new double[][] {{1, 2}, {3, -1}, {0, 5}});
    Sample first = new Sample(new Inputs(x, new int[3]), new double[] {2, 1, -1});
    assertThat(LearnedSpike.of(first, 4, ALGEBRA))
        .containsExactly(new double[] {5 / 6.0, -2 / 6.0}, within(1e-15));
  }

  /**
   * E relu' = 1/2; E erf'(b z) = (2/sqrt(pi))/sqrt(1 + 2 b^2); of the hard tanh P(|b z| < 1). A
   * gradient does not see the jump of sign.
   */
  @Test
  void slopes() {
    double b = Math.sqrt(N / CENTRED.trace());
    assertThat(LearnedSpike.slope(RELU, CENTRED)).isCloseTo(0.5, within(1e-13));
    assertThat(LearnedSpike.slope(ERF, CENTRED))
        .isCloseTo(2 / Math.sqrt(Math.PI * (1 + 2 * b * b)), within(1e-13));
    assertThat(LearnedSpike.slope(HARD_TANH, CENTRED))
        .isCloseTo(Erf.erf(1 / (b * Math.sqrt(2))), within(1e-13));
    assertThat(LearnedSpike.slope(SIGN, CENTRED)).isZero();
  }
}

package io.onestep.equivalence.conditional;

import static io.onestep.equivalence.TestActivation.HARD_TANH;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.SIGN;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.TestActivation;
import io.onestep.equivalence.hermite.HermiteExpansion;
import java.util.List;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalMomentsTest {
  private static final RandomStreams STREAMS = RandomStreams.of(8);

  /** The class's own bound for the error, in units of max(tau, sd of sigma(t + tau z)). */
  private static final double ERROR = 1e-5;

  /**
   * ReLU, with Phi and phi at t / tau: M = t Phi + tau phi, A = tau Phi, N^2 = (t^2 + tau^2) Phi +
   * t tau phi - M^2 - A^2.
   */
  @ParameterizedTest
  @CsvSource({"0.6, 0.8", "0.2, 0.5", "2, 2"})
  void relu(double minTau, double maxTau) {
    ConditionalMoments table = ConditionalMoments.of(RELU, minTau, maxTau, 10);
    double[] moments = new double[3];
    for (double tau : List.of(minTau, maxTau, 0.7 * minTau + 0.3 * maxTau)) {
      ConditionalMoments.Neuron neuron = table.at(tau);
      assertThat(neuron.tau()).isEqualTo(tau);
      for (double t = -10; t <= 10; t += 0.0371) {
        neuron.moments(t, moments);
        double below = Erf.erfc(-t / tau / Math.sqrt(2)) / 2;
        double density = Math.exp(-t * t / tau / tau / 2) / Math.sqrt(2 * Math.PI);
        double m = t * below + tau * density;
        double a = tau * below;
        double square = (t * t + tau * tau) * below + t * tau * density - m * m - a * a;
        assertThat(moments[0]).as("M(%f, %f)", t, tau).isCloseTo(m, within(ERROR * tau));
        assertThat(moments[1]).as("A(%f, %f)", t, tau).isCloseTo(a, within(ERROR * tau));
        // The closed form has an absolute error of 1e-14 or so in N^2, hence 1e-7 in N.
        assertThat(moments[2])
            .as("N(%f, %f)", t, tau)
            .isCloseTo(Math.sqrt(Math.max(0, square)), within(ERROR * tau + 1e-6));
      }
    }
  }

  /** Against a quadrature of its own for each t and tau. */
  @Test
  void directQuadrature() {
    Activation sine = new TestActivation("sine", u -> Math.sin(2 * u), u -> 2 * Math.cos(2 * u));
    RandomStream stream = STREAMS.stream("t");
    double[] moments = new double[3];
    for (Activation activation : List.of(RELU, TANH, HARD_TANH, SIGN, sine)) {
      ConditionalMoments table = ConditionalMoments.of(activation, 0.6, 1.1, 6);
      for (int i = 0; i < 200; i++) {
        double tau = 0.6 + 0.5 * stream.nextDouble();
        double t = (i % 2 == 0 ? 1 : 6) * (2 * stream.nextDouble() - 1);
        HermiteExpansion direct = HermiteExpansion.of(activation, t, tau, 1);
        double m = direct.coefficients()[0];
        double a = direct.coefficients()[1];
        double bound = ERROR * Math.max(tau, Math.sqrt(a * a + direct.noiseVariance()));
        table.at(tau).moments(t, moments);
        assertThat(moments[0]).as(activation.label()).isCloseTo(m, within(bound));
        assertThat(moments[1]).as(activation.label()).isCloseTo(a, within(bound));
        assertThat(moments[2])
            .as(activation.label())
            .isCloseTo(Math.sqrt(direct.noiseVariance()), within(bound));
      }
    }
  }

  /** Far out nothing is tabulated; ReLU is linear there. */
  @Test
  void worksOffTheTable() {
    ConditionalMoments.Neuron neuron = ConditionalMoments.of(RELU, 0.7, 0.8, 3).at(0.75);
    double[] moments = new double[3];
    neuron.moments(50, moments);
    assertThat(moments).containsExactly(new double[] {50, 0.75, 0}, within(1e-12));
    neuron.moments(-50, moments);
    assertThat(moments).containsExactly(new double[] {0, 0, 0}, within(1e-12));
    neuron.moments(Double.NaN, moments);
    assertThat(moments).containsOnly(Double.NaN);
  }

  @Test
  void tableIsContinuousWithWhatIsOffIt() {
    ConditionalMoments.Neuron neuron = ConditionalMoments.of(TANH, 0.7, 0.8, 1).at(0.75);
    double[] moments = new double[3];
    for (double t = -4; t < 4; t += 0.05) {
      HermiteExpansion direct = HermiteExpansion.of(TANH, t, 0.75, 1);
      neuron.moments(t, moments);
      assertThat(moments[0]).isCloseTo(direct.coefficients()[0], within(ERROR));
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-9, 1e9", "1e8, 1e9"})
  void whatATableCantCoverIsNumericalTrouble(double minTau, double maxTau) {
    assertThatThrownBy(() -> ConditionalMoments.of(TANH, minTau, maxTau, 10))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("too far apart for a table");
  }
}

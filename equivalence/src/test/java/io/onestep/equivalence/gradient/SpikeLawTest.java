package io.onestep.equivalence.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Projection;
import io.onestep.equivalence.SampleMean;
import io.onestep.equivalence.SpikedMixture;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class SpikeLawTest {
  private static final int N = 8;
  private static final int M1 = 500;
  private static final double[] XI = {0.4, 0.3, 0, 0.2, 0, 0, 0, 0.1};
  private static final Labelling RELU = new Projection(XI, t -> Math.max(0, t), 0);

  private static final SpikedMixture POPULATION =
      new SpikedMixture(
          List.of(
              SpikedMixture.half(N, 3, new double[] {0.6, 0.8}),
              SpikedMixture.half(N, 1, new double[] {0, 0, 0.6, 0.8}, 1, 0, 0, -0.5)));

  private static SpikeLaw law(Labelling labelling) {
    return SpikeLaw.of(POPULATION, labelling, M1, RandomStreams.of(1)).orElseThrow();
  }

  private static double cumulative(double x) {
    return 0.5 * Erf.erfc(-x / Math.sqrt(2));
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /**
   * ReLU of t ~ N(a, s^2), with r = a/s: E s' = Phi(r), E y = a Phi(r) + s phi(r), E y^2 = (a^2 +
   * s^2) Phi(r) + a s phi(r). The kink need not lie between panels: 1e-5.
   */
  @Test
  void reluInClosedForm() {
    double[] vbar = new double[N];
    double trace = 0;
    double along = 0;
    double[] g = {0.6, 0.8, 0, 0, 0, 0, 0, 0};
    for (MixtureComponent component : POPULATION.components()) {
      double[] spread = component.covariance().multiply(XI);
      double a = Vectors.dot(XI, component.mean());
      double s = Math.sqrt(Vectors.dot(XI, spread));
      double slope = cumulative(a / s);
      double first = a * slope + s * density(a / s);
      double second = (a * a + s * s) * slope + a * s * density(a / s);
      Vectors.add(0.5 * slope, spread, vbar);
      Vectors.add(0.5 * first, component.mean(), vbar);
      trace += 0.5 * second * component.covariance().trace() / M1;
      along += 0.5 * second * Vectors.dot(g, component.covariance().multiply(g)) / M1;
    }
    SpikeLaw law = law(RELU);
    assertThat(law.mean()).containsExactly(vbar, within(1e-5));
    double square = Vectors.dot(vbar, vbar) + trace;
    assertThat(law.squaredNorm()).isCloseTo(square, within(1e-5));
    double product = Vectors.dot(vbar, g);
    assertThat(law.overlap(Vectors.multiple(3, g)))
        .isCloseTo((product * product + along) / square, within(1e-5));
  }

  /** X1^T y1/m1 drawn 400 times: mean squares within 5 standard errors and 3/m1 of themselves. */
  @Test
  void agreesWithDraws() {
    SpikeLaw law = law(RELU);
    double[] g = {0, 0, 0.6, 0.8, 0, 0, 0, 0};
    SampleMean norm = new SampleMean();
    SampleMean along = new SampleMean();
    ReferenceLinearAlgebra algebra = new ReferenceLinearAlgebra();
    for (int draw = 0; draw < 400; draw++) {
      RandomStreams streams = RandomStreams.of(2).child("draw", draw);
      Inputs inputs = POPULATION.sample(List.of(M1), streams).get(0);
      double[] a =
          Vectors.multiple(
              1.0 / M1,
              algebra.transposedMultiply(inputs.x(), RELU.label(inputs, streams.stream("y"))));
      norm.add(Vectors.dot(a, a));
      along.add(Math.pow(Vectors.dot(a, g), 2));
    }
    assertThat(law.squaredNorm())
        .isCloseTo(norm.mean(), within(5 * norm.standardError() + 3.0 / M1 * norm.mean()));
    assertThat(law.overlap(g) * law.squaredNorm())
        .isCloseTo(along.mean(), within(5 * along.standardError() + 3.0 / M1 * along.mean()));
  }

  @Test
  void saysNothingOfOtherLabels() {
    RandomStreams streams = RandomStreams.of(1);
    Labelling noisy = new Projection(XI, t -> t, 0.1);
    Labelling classes =
        (inputs, noise) -> IntStream.of(inputs.component()).asDoubleStream().toArray();
    Labelling constant = new Projection(new double[N], t -> 1, 0);
    for (Labelling labelling : List.of(noisy, classes, constant)) {
      assertThat(SpikeLaw.of(POPULATION, labelling, M1, streams)).isEmpty();
    }
  }
}

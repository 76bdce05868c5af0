package io.onestep.equivalence.model;

import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.model.Batch;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.random.RandomStreams;
import io.onestep.testkit.EquivalentContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HermiteFactoryTest {
  private static final RandomStreams STREAMS = RandomStreams.of(31);

  private static Equivalent hermite(int degree) {
    return new HermiteFactory()
        .create(config(OptionalInt.of(degree), 4), Fixtures.context(0.5, 0.74));
  }

  private static HermiteFactory.Config config(OptionalInt degree, int maxDegree) {
    return new HermiteFactory.Config(
        degree, DegreeRule.THEOREM_4, maxDegree, OptionalDouble.empty());
  }

  @Nested
  class OfDegree3 extends EquivalentContract {
    @Override
    protected Equivalent equivalent() {
      return hermite(3);
    }
  }

  @Nested
  class OfDegree0 extends EquivalentContract {
    @Override
    protected Equivalent equivalent() {
      return hermite(0);
    }
  }

  /** Of such a degree single precision would leave three digits of features. */
  @Nested
  class OfDegree20 extends EquivalentContract {
    @Override
    protected Equivalent equivalent() {
      return hermite(20);
    }
  }

  /** Theorem 4: degree l - 1 for (l-2)/(l-1) < beta < (l-1)/l. */
  @ParameterizedTest
  @CsvSource({
    "0, 1", "0.3, 1", "0.49, 1", "0.51, 2", "0.66, 2", "0.67, 3", "0.74, 3", "0.76, 4", "0.79, 4",
    "0.81, 4", "1, 4"
  })
  void degreeFollowsTheStrength(double beta, int degree) {
    Equivalent model =
        new HermiteFactory().create(config(OptionalInt.empty(), 4), Fixtures.context(0.5, beta));
    assertThat(model.label()).isEqualTo("hermite-" + degree);
  }

  /**
   * Degrees computed by hand; the rules part where there is a step. At alpha = 1 the boundaries are
   * those of Moniri et al. (2024): 3/4, 5/6, 7/8.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.6, 2, 1", "0.5, 0.74, 3, 1", "0.5, 0.9, 9, 5", "0, 0.74, 3, 3", "0, 0.6, 2, 2",
    "0.1, 0.9, 9, 5", "0.1, 0.6, 2, 2", "1, 0.74, 3, 1", "1, 0.76, 4, 2", "1, 0.84, 6, 3",
    "0.5, 1, 20, 20", "0.5, 0, 1, 1"
  })
  void rulesOfTheDegree(double alpha, double beta, int theorem4, int sharper) {
    for (DegreeRule rule : DegreeRule.values()) {
      HermiteFactory.Config config =
          new HermiteFactory.Config(OptionalInt.empty(), rule, 20, OptionalDouble.empty());
      assertThat(new HermiteFactory().create(config, Fixtures.context(alpha, beta)).label())
          .isEqualTo("hermite-" + (rule == DegreeRule.SHARPER ? sharper : theorem4));
    }
  }

  @Test
  void degreeIsCutWhereAsked() {
    assertThat(
            new HermiteFactory()
                .create(config(OptionalInt.empty(), 20), Fixtures.context(0.5, 1))
                .label())
        .isEqualTo("hermite-20");
    assertThat(
            new HermiteFactory()
                .create(config(OptionalInt.of(7), 4), Fixtures.context(0.5, 0.1))
                .label())
        .isEqualTo("hermite-7");
  }

  @Test
  void refusesWrongParameters() {
    assertThatThrownBy(() -> config(OptionalInt.of(21), 4))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("degree");
    assertThatThrownBy(() -> config(OptionalInt.empty(), 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("maxDegree");
    assertThatThrownBy(
            () ->
                new HermiteFactory.Config(
                    OptionalInt.empty(), DegreeRule.THEOREM_4, 4, OptionalDouble.of(0)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("scale");
  }

  /**
   * A polynomial of degree 3 is its own model of degree 3 or more, without noise; to 1e-10, since
   * coefficients of degree 4 to 10 that are 0 but for rounding multiply powers of up to 5^10.
   */
  @ParameterizedTest
  @CsvSource({"3", "4", "10"})
  void polynomialActivationIsModelledExactly(int degree) {
    FeatureMap model = features(hermite(degree), CUBIC, 40);
    FeatureMap network = features(new NetworkModel(), CUBIC, 40);
    Matrix u = normals(25, 40, 2);
    Matrix expected = u.copy();
    network.draw(batch(expected), null);

    Matrix drawn = u.copy();
    model.draw(batch(drawn), null); // without noise there is nothing to draw from
    Matrix averaged = u.copy();
    double[] variances = model.average(batch(averaged), new double[40]);

    assertThat(drawn.data()).containsExactly(expected.data(), within(1e-10));
    assertThat(averaged.data()).containsExactly(drawn.data());
    assertThat(variances).containsOnly(0);
  }

  /**
   * ReLU at degree 2, b = 1, from its closed form: b (1/sqrt(2 pi) + z/2 + (z^2 - 1)/(2 sqrt(2
   * pi))); rows wider than the blocks that the model works in.
   */
  @Test
  void meanFeaturesOfRelu() {
    int k = 2500;
    double b = Fixtures.SCALE;
    FeatureMap model = features(hermite(2), RELU, k);
    Matrix u = normals(3, k, 1);
    Matrix phi = u.copy();
    double[] w = STREAMS.stream("w").gaussians(k);
    double[] variances = model.average(batch(phi), w);
    for (int i = 0; i < phi.size(); i++) {
      double z = u.data()[i] / b;
      double sigma = b * (z / 2 + (z * z + 1) / (2 * Math.sqrt(2 * Math.PI)));
      assertThat(phi.data()[i]).isCloseTo(sigma / Math.sqrt(k), within(1e-15));
    }
    double square = Arrays.stream(w).map(weight -> weight * weight).sum();
    double noise = b * b * (0.25 - 0.75 / Math.PI); // E sigma^2 = b^2 / 2 less the three terms
    assertThat(variances).containsOnly(variances[0]);
    assertThat(variances[0]).isCloseTo(noise * square / k, within(1e-13));
  }

  /** The same for a scale given by hand. */
  @Test
  void scaleCanBeGiven() {
    Equivalent model =
        new HermiteFactory()
            .create(
                new HermiteFactory.Config(
                    OptionalInt.of(1), DegreeRule.THEOREM_4, 4, OptionalDouble.of(2)),
                Fixtures.context(0.5, 0.74));
    Matrix phi = Matrix.of(1, 1, new double[] {3});
    features(model, RELU, 1).average(batch(phi), new double[1]);
    // b (1/sqrt(2 pi) + u / (2 b)) at b = 2.
    assertThat(phi.get(0, 0)).isCloseTo(2 / Math.sqrt(2 * Math.PI) + 1.5, within(1e-14));
  }

  /**
   * For u ~ N(0, b^2) drawn features have mean h_0/sqrt k and variance (E sigma^2 - h_0^2)/k, the
   * activation's own; at 5 standard errors, the fourth moment taken from the sample.
   */
  @ParameterizedTest
  @CsvSource({"1, relu", "2, relu", "4, relu", "3, tanh", "0, tanh"})
  void momentsAreThoseOfTheActivation(int degree, String name) {
    Activation activation = name.equals("relu") ? RELU : TANH;
    int k = 400;
    int rows = 1000;
    double b = Fixtures.SCALE;
    Matrix phi = normals(rows, k, b);
    features(hermite(degree), activation, k).draw(batch(phi), STREAMS.stream("noise"));

    double mean = name.equals("relu") ? b / Math.sqrt(2 * Math.PI) : 0;
    double square = name.equals("relu") ? b * b / 2 : TANH_SQUARE;
    double variance = square - mean * mean;
    double first = 0;
    double second = 0;
    double fourth = 0;
    for (double value : phi.data()) {
      double centred = value * Math.sqrt(k) - mean;
      first += centred / phi.size();
      second += centred * centred / phi.size();
      fourth += Math.pow(centred, 4) / phi.size();
    }
    assertThat(first).isCloseTo(0, within(5 * Math.sqrt(variance / phi.size())));
    assertThat(second)
        .isCloseTo(variance, within(5 * Math.sqrt((fourth - second * second) / phi.size())));
  }

  /** E tanh(SCALE z)^2 by the trapezoidal rule, whose error for this integrand is below 1e-12. */
  private static final double TANH_SQUARE = trapezoidTanhSquare();

  private static double trapezoidTanhSquare() {
    double sum = 0;
    double step = 1.0 / 64;
    for (int i = -12 * 64; i <= 12 * 64; i++) {
      double z = i * step;
      sum += step * Math.exp(-z * z / 2) * Math.pow(Math.tanh(Fixtures.SCALE * z), 2);
    }
    return sum / Math.sqrt(2 * Math.PI);
  }

  @Test
  void refusesBatchesOfAnotherWidth() {
    FeatureMap model = features(hermite(2), RELU, 4);
    assertThatThrownBy(() -> model.draw(batch(Matrix.zeros(2, 5)), STREAMS.stream("noise")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> model.average(batch(Matrix.zeros(2, 4)), new double[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static FeatureMap features(Equivalent model, Activation activation, int k) {
    return model.features(
        Fixtures.network(activation, k), Fixtures.population(), new ReferenceLinearAlgebra());
  }

  private static Batch batch(Matrix values) {
    return new Batch(Matrix.zeros(values.rows(), Fixtures.DIMENSION), values);
  }

  private static Matrix normals(int rows, int columns, double scale) {
    Matrix matrix = Matrix.zeros(rows, columns);
    STREAMS.stream("u").fillGaussian(matrix.data(), 0, matrix.size());
    for (int i = 0; i < matrix.size(); i++) {
      matrix.data()[i] *= scale;
    }
    return matrix;
  }
}

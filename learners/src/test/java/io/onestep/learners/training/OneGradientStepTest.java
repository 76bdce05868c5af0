package io.onestep.learners.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Precision;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Sample;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.Learner;
import io.onestep.api.network.LearnerFactory;
import io.onestep.api.network.Loss;
import io.onestep.api.network.Training;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStreams;
import io.onestep.learners.Point;
import io.onestep.learners.activation.ErfFactory;
import io.onestep.learners.activation.HermiteFactory;
import io.onestep.learners.activation.ReluFactory;
import io.onestep.learners.activation.SoftplusFactory;
import io.onestep.learners.activation.TanhFactory;
import io.onestep.learners.loss.SquaredFactory;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.LearnerContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OneGradientStepTest extends LearnerContract {
  private static final RandomStreams STREAMS = RandomStreams.of(1);
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();
  private static final Loss SQUARED =
      new SquaredFactory().create(new SquaredFactory.Config(), Point.ANY);
  private static final Activation RELU =
      new ReluFactory().create(new ReluFactory.Config(), Point.ANY);
  private static final Activation TANH =
      new TanhFactory().create(new TanhFactory.Config(), Point.ANY);

  /** log(1 + exp(-y y_hat)), to show that the loss is not taken for granted. */
  private static final Loss LOGISTIC =
      new Loss() {
        @Override
        public double value(double prediction, double y) {
          return Math.log1p(Math.exp(-y * prediction));
        }

        @Override
        public double derivative(double prediction, double y) {
          return -y / (1 + Math.exp(y * prediction));
        }
      };

  private static Learner step(Loss loss, double rate) {
    return step(loss, rate, Precision.DOUBLE);
  }

  private static Learner step(Loss loss, double rate, Precision precision) {
    return new OneGradientStepFactory()
        .create(
            new OneGradientStepFactory.Config(loss, OptionalDouble.of(rate), precision), Point.ANY);
  }

  private static TwoLayerNetwork network(int n, int k) {
    double[] f = STREAMS.stream("F").gaussians(k * n);
    return new TwoLayerNetwork(Matrix.of(k, n, f), STREAMS.stream("w").gaussians(k));
  }

  private static Sample sample(int n, int m1) {
    Matrix x = Matrix.of(m1, n, STREAMS.stream("X").gaussians(m1 * n));
    return new Sample(new Inputs(x, new int[m1]), STREAMS.stream("y").gaussians(m1));
  }

  private static Matrix train(
      Loss loss, double rate, TwoLayerNetwork initial, Sample first, Activation sigma) {
    return trained(step(loss, rate).start(initial, first, ALGEBRA, STREAMS), sigma, initial);
  }

  /** Trains into a view of a larger matrix that holds NaN. */
  private static Matrix trained(Training training, Activation sigma, TwoLayerNetwork initial) {
    int k = initial.width();
    Matrix larger = Matrix.zeros(k + 2, initial.f().columns());
    Arrays.fill(larger.data(), Double.NaN);
    training.train(sigma, larger.rows(1, k + 1));
    return larger.rows(1, k + 1).copy();
  }

  static Stream<Activation> activations() {
    return Stream.of(
        RELU,
        TANH,
        new ErfFactory().create(new ErfFactory.Config(), Point.ANY),
        new SoftplusFactory().create(new SoftplusFactory.Config(), Point.ANY),
        new HermiteFactory()
            .create(new HermiteFactory.Config(List.of(0.1, 1.0, -0.5, 0.7)), Point.ANY));
  }

  @Override
  protected Learner learner() {
    return step(SQUARED, 0.7);
  }

  @Nested
  class Factory extends ComponentFactoryContract<OneGradientStepFactory.Config, Learner> {
    @Override
    protected ComponentFactory<OneGradientStepFactory.Config, Learner> factory() {
      return new OneGradientStepFactory();
    }

    @Override
    protected OneGradientStepFactory.Config config() {
      return new OneGradientStepFactory.Config(SQUARED, OptionalDouble.empty(), Precision.DOUBLE);
    }
  }

  @Test
  void isFoundAsAService() {
    List<String> names = new ArrayList<>();
    for (LearnerFactory<?> factory : ServiceLoader.load(LearnerFactory.class)) {
      names.add(factory.name());
      assertThat(factory.summary()).isNotBlank();
      assertThat(factory.configType()).isRecord();
    }
    assertThat(names).containsExactly("one-gradient-step");
  }

  /** Central differences of the mean loss, whose error is about 1e-10 with this step. */
  @ParameterizedTest
  @MethodSource("activations")
  void followsTheGradientOfTheMeanLoss(Activation sigma) {
    TwoLayerNetwork initial = network(5, 4);
    Sample first = sample(5, 7);
    double h = 1e-5;
    for (Loss loss : List.of(SQUARED, LOGISTIC)) {
      Matrix trained = train(loss, 0.5, initial, first, sigma);
      for (int j = 0; j < 4; j++) {
        for (int i = 0; i < 5; i++) {
          Matrix above = initial.f().copy();
          above.set(j, i, above.get(j, i) + h);
          Matrix below = initial.f().copy();
          below.set(j, i, below.get(j, i) - h);
          double gradient =
              (meanLoss(loss, above, initial.w(), first, sigma)
                      - meanLoss(loss, below, initial.w(), first, sigma))
                  / (2 * h);
          assertThat(trained.get(j, i))
              .as("element (%s, %s)", j, i)
              .isCloseTo(initial.f().get(j, i) - 0.5 * gradient, within(1e-8));
        }
      }
    }
  }

  private static double meanLoss(Loss loss, Matrix f, double[] w, Sample first, Activation sigma) {
    double sum = 0;
    for (int l = 0; l < first.size(); l++) {
      double prediction = 0;
      for (int j = 0; j < w.length; j++) {
        double u = 0;
        for (int i = 0; i < f.columns(); i++) {
          u += f.get(j, i) * first.x().get(l, i);
        }
        prediction += w[j] * sigma.value(u);
      }
      sum += loss.value(prediction / Math.sqrt(w.length), first.y()[l]);
    }
    return sum / first.size();
  }

  /**
   * Compares with G = (1/m1) [(1/sqrt k) w (y^T - (1/sqrt k) w^T sigma(F X^T)) .* sigma'(F X^T)] X
   * written with Hipparchus's matrices. The sizes put k below, at and above the limits of the
   * blocks.
   */
  @ParameterizedTest
  @CsvSource({"20,30,25", "3,600,150", "3,256,40", "3,257,40", "1,1,1", "2,3,70000"})
  void isTheFormulaForTheSquaredLoss(int n, int k, int m1) {
    TwoLayerNetwork initial = network(n, k);
    Sample first = sample(n, m1);
    double eta = 1.7;
    RealMatrix f = hipparchus(initial.f());
    RealMatrix x = hipparchus(first.x());
    RealVector w = new ArrayRealVector(initial.w());
    RealMatrix values = f.multiplyTransposed(x);
    RealMatrix slopes = values.copy();
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < m1; i++) {
        double t = Math.tanh(values.getEntry(j, i));
        values.setEntry(j, i, t);
        slopes.setEntry(j, i, 1 - t * t);
      }
    }
    double root = Math.sqrt(k);
    RealVector residual =
        new ArrayRealVector(first.y()).subtract(values.preMultiply(w).mapDivide(root));
    RealMatrix bracket = w.mapDivide(root).outerProduct(residual);
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < m1; i++) {
        bracket.multiplyEntry(j, i, slopes.getEntry(j, i));
      }
    }
    RealMatrix expected = f.add(bracket.multiply(x).scalarMultiply(eta / m1));

    Matrix trained = train(SQUARED, eta, initial, first, TANH);
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < n; i++) {
        assertThat(trained.get(j, i)).isCloseTo(expected.getEntry(j, i), within(1e-12));
      }
    }
  }

  private static RealMatrix hipparchus(Matrix a) {
    RealMatrix copy = new Array2DRowRealMatrix(a.rows(), a.columns());
    for (int i = 0; i < a.rows(); i++) {
      copy.setRow(i, a.row(i));
    }
    return copy;
  }

  @Test
  void staysWhereItIsWithoutALearningRate() {
    TwoLayerNetwork initial = network(5, 4);
    assertThat(train(SQUARED, 0, initial, sample(5, 7), RELU).data())
        .isEqualTo(initial.f().data())
        .isNotSameAs(initial.f().data());
  }

  /**
   * n = 100, alpha = 0.5, beta = 0.74: eta = 100^0.37 = 10^0.74 = 5.4954087 (table of logarithms).
   */
  @Test
  void takesTheLearningRateFromTheScaling() {
    TwoLayerNetwork initial = network(5, 4);
    Sample first = sample(5, 7);
    Matrix one = train(SQUARED, 1, initial, first, RELU);
    Learner learner =
        new OneGradientStepFactory()
            .create(
                new OneGradientStepFactory.Config(
                    SQUARED, OptionalDouble.empty(), Precision.DOUBLE),
                Point.ANY);
    Matrix scaled = trained(learner.start(initial, first, ALGEBRA, STREAMS), RELU, initial);
    for (int l = 0; l < scaled.size(); l++) {
      double f = initial.f().data()[l];
      assertThat(scaled.data()[l] - f).isCloseTo(5.4954087 * (one.data()[l] - f), within(1e-6));
    }
    assertThat(scaled.data()).isNotEqualTo(one.data());
  }

  /** Rounding errors of 2^-24 in each factor, in sums over n = 20 and m1 = 25 terms. */
  @ParameterizedTest
  @MethodSource("activations")
  void singlePrecisionIsTheSameToSevenDigits(Activation sigma) {
    TwoLayerNetwork initial = network(20, 30);
    Sample first = sample(20, 25);
    double[] f = initial.f().data();
    double[] exact = train(SQUARED, 1, initial, first, sigma).data();
    Training training = step(SQUARED, 1, Precision.SINGLE).start(initial, first, ALGEBRA, STREAMS);
    double[] rounded = trained(training, sigma, initial).data();
    double largest = 0;
    double difference = 0;
    for (int l = 0; l < f.length; l++) {
      largest = Math.max(largest, Math.abs(exact[l] - f[l]));
      difference = Math.max(difference, Math.abs(exact[l] - rounded[l]));
    }
    assertThat(difference).isBetween(1e-12 * largest, 1e-5 * largest);
  }

  @Test
  void servesSeveralActivationsAndChangesNoArgument() {
    TwoLayerNetwork initial = network(5, 4);
    Sample first = sample(5, 7);
    double[] f = initial.f().data().clone();
    double[] w = initial.w().clone();
    double[] x = first.x().data().clone();
    double[] y = first.y().clone();
    Training training = step(SQUARED, 1).start(initial, first, ALGEBRA, STREAMS);
    double[] relu = trained(training, RELU, initial).data();
    double[] tanh = trained(training, TANH, initial).data();
    assertThat(trained(training, RELU, initial).data()).isEqualTo(relu);
    assertThat(tanh).isEqualTo(train(SQUARED, 1, initial, first, TANH).data()).isNotEqualTo(relu);
    assertThat(initial.f().data()).isEqualTo(f);
    assertThat(initial.w()).isEqualTo(w);
    assertThat(first.x().data()).isEqualTo(x);
    assertThat(first.y()).isEqualTo(y);
  }

  /** F and X1 as rows of larger matrices, which do not begin at the beginning of their arrays. */
  @Test
  void takesViews() {
    TwoLayerNetwork initial = network(5, 4);
    Sample first = sample(5, 7);
    Matrix f = Matrix.zeros(6, 5);
    f.rows(2, 6).assign(initial.f());
    Matrix x = Matrix.zeros(9, 5);
    x.rows(1, 8).assign(first.x());
    Matrix trained =
        train(
            SQUARED,
            1,
            new TwoLayerNetwork(f.rows(2, 6), initial.w()),
            new Sample(new Inputs(x.rows(1, 8), new int[7]), first.y()),
            TANH);
    assertThat(trained.data()).isEqualTo(train(SQUARED, 1, initial, first, TANH).data());
  }

  /** By ReLU'(0) = 0 a neuron without weights never learns. */
  @Test
  void leavesADeadNeuronAlone() {
    TwoLayerNetwork initial = network(5, 4);
    for (int i = 0; i < 5; i++) {
      initial.f().set(2, i, 0);
    }
    Matrix trained = train(SQUARED, 1, initial, sample(5, 7), RELU);
    assertThat(trained.row(2)).containsOnly(0);
    assertThat(trained.row(1)).isNotEqualTo(initial.f().row(1));
  }

  @Test
  void reportsOverflow() {
    Sample first = sample(5, 7);
    Sample large = new Sample(first.inputs(), new double[] {1e3, 1e3, 1e3, 1e3, 1e3, 1e3, 1e3});
    assertThatThrownBy(() -> train(SQUARED, 1e308, network(5, 4), large, TANH))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("first layer")
        .hasMessageContaining("1.0E308");
  }

  @Test
  void refusesNegativeRates() {
    assertThatThrownBy(() -> step(SQUARED, -1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("rate is -1.0 but must be in [0, inf)");
  }
}

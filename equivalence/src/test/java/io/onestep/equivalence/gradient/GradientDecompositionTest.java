package io.onestep.equivalence.gradient;

import static io.onestep.equivalence.TestActivation.CUBIC;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Sample;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import io.onestep.api.network.Learner;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.Training;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.datamodels.target.ClassLabels;
import io.onestep.datamodels.target.Combination;
import io.onestep.datamodels.target.MultiIndex;
import io.onestep.datamodels.target.SingleIndex;
import io.onestep.equivalence.SpikedMixture;
import io.onestep.equivalence.spike.SpikeLaw;
import io.onestep.testkit.ObservableContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientDecompositionTest extends ObservableContract {
  @Override
  protected Observable observable() {
    return new GradientDecomposition();
  }

  private static Map<String, Double> measure(TrainedTrial trial, String source) {
    Map<String, Double> values = new HashMap<>();
    new GradientDecomposition()
        .measure(trial, new ReferenceLinearAlgebra(), RandomStreams.of(1)).stream()
            .filter(number -> number.source().equals(source))
            .forEach(number -> values.put(number.metric(), number.value()));
    return values;
  }

  private static RealMatrix matrix(Matrix matrix) {
    RealMatrix copy = new Array2DRowRealMatrix(matrix.rows(), matrix.columns());
    for (int i = 0; i < matrix.rows(); i++) {
      copy.setRow(i, matrix.row(i));
    }
    return copy;
  }

  private static double cosine2(RealVector x, double[] y) {
    return Math.pow(x.cosine(new ArrayRealVector(y)), 2);
  }

  /** The contract's ReLU network (c_1 = 1/2) by dense decompositions. */
  @Test
  void agreesWithDenseDecompositions() {
    TrainedTrial trial = trial();
    TrainedNetwork network = trial.network();
    int k = trial.sizes().k();
    double eta = trial.stepSize().orElseThrow();
    RealMatrix f = matrix(network.f());
    RealMatrix g = f.subtract(matrix(network.initial().f())).scalarMultiply(1 / eta);
    RealVector u = new ArrayRealVector(network.initial().w()).mapMultiply(0.5);
    RealVector v =
        matrix(network.first().x())
            .preMultiply(new ArrayRealVector(network.first().y()))
            .mapMultiply(1 / (network.first().size() * Math.sqrt(k)));
    RealMatrix delta = g.subtract(u.outerProduct(v));
    SingularValueDecomposition svd = new SingularValueDecomposition(g);
    double remainder = new SingularValueDecomposition(delta).getNorm();
    double spike = u.getNorm() * v.getNorm();

    Map<String, Double> expected = new HashMap<>();
    expected.put("gradient_norm", svd.getSingularValues()[0]);
    expected.put("gradient_norm_2", svd.getSingularValues()[1]);
    expected.put("spike_norm", spike);
    expected.put("remainder_norm", remainder);
    expected.put("spike_exponent", Math.log(spike) / Math.log(k));
    expected.put("remainder_exponent", Math.log(remainder) / Math.log(k));
    expected.put("spike_share", Math.pow(spike / g.getFrobeniusNorm(), 2));
    expected.put("rank_one_gap", eta * remainder / new SingularValueDecomposition(f).getNorm());
    expected.put("rank_one_gap_frobenius", eta * delta.getFrobeniusNorm() / f.getFrobeniusNorm());
    expected.put("overlap_w", cosine2(svd.getU().getColumnVector(0), network.initial().w()));
    expected.put("overlap_xi_1", cosine2(v, trial.labelling().directions().get(0)));
    for (int c = 0; c < 2; c++) {
      SpikedCovariance covariance =
          (SpikedCovariance) trial.population().components().get(c).covariance();
      expected.put("overlap_spike_" + (c + 1), cosine2(v, covariance.spikes().get(0).direction()));
    }
    expected.put("overlap_mean_2", cosine2(v, trial.population().components().get(1).mean()));

    Map<String, Double> measured = measure(trial, "simulation");
    assertThat(measured).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (metric, value) ->
            assertThat(measured.get(metric)).as(metric).isCloseTo(value, within(1e-6)));
  }

  private static final int N = 6;
  private static final int K = 4;
  private static final double[] XI = {0.5, 0, 0.5, 0, 0, 0};
  private static final SpikedMixture POPULATION =
      new SpikedMixture(
          List.of(
              SpikedMixture.half(N, 4, new double[] {0.6, 0.8}),
              SpikedMixture.half(N, 4, new double[] {0, 0, 1})));

  /** A tanh network whose step is eta times a matrix, with cubic labels. */
  private static TrainedTrial trial(Matrix g, double eta, OptionalDouble stepSize) {
    return trial(g, eta, stepSize, new SingleIndex(XI, CUBIC, 0));
  }

  private static TrainedTrial trial(
      Matrix g, double eta, OptionalDouble stepSize, Labelling labelling) {
    RandomStreams streams = RandomStreams.of(6);
    Matrix f = Matrix.zeros(K, N);
    streams.stream("F").fillGaussian(f.data(), 0, f.size());
    Matrix trained = f.copy();
    for (int i = 0; i < f.size(); i++) {
      trained.data()[i] += eta * g.data()[i];
    }
    Sample first = first(labelling);
    return new TrainedTrial(
        new TrainedNetwork(
            new TwoLayerNetwork(f, streams.stream("w").gaussians(K)), trained, TANH, first),
        stepSize,
        POPULATION,
        labelling,
        first,
        new Sizes(N, K, 10, 10, 10),
        new Scaling(0.25, 0.8));
  }

  private static Sample first(Labelling labelling) {
    RandomStreams streams = RandomStreams.of(6);
    var inputs = POPULATION.sample(List.of(10), streams).get(0);
    return new Sample(inputs, labelling.label(inputs, streams.stream("noise")));
  }

  /**
   * A step along the spike and nothing else. c_1 = E tanh'(b z), b^2 = 6/10, by the trapezoidal
   * rule, which is exact to rounding for such a function.
   */
  private static Matrix spike() {
    double b = Math.sqrt(0.6);
    double c1 = 0;
    for (double z = -12; z <= 12; z += 1.0 / 64) {
      double slope = 1 - Math.pow(Math.tanh(b * z), 2);
      c1 += slope * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 64;
    }
    TrainedTrial trial = trial(Matrix.zeros(K, N), 1, OptionalDouble.of(1));
    Sample first = trial.network().first();
    RealVector v =
        matrix(first.x())
            .preMultiply(new ArrayRealVector(first.y()))
            .mapMultiply(1 / (10 * Math.sqrt(K)));
    RealMatrix spike =
        new ArrayRealVector(trial.network().initial().w()).mapMultiply(c1).outerProduct(v);
    return Matrix.ofRows(spike.getData());
  }

  @Test
  void nothingIsLeftOfAStepAlongTheSpike() {
    double eta = 3;
    Map<String, Double> measured =
        measure(trial(spike(), eta, OptionalDouble.of(eta)), "simulation");
    assertThat(measured.get("gradient_norm")).isCloseTo(measured.get("spike_norm"), within(1e-12));
    assertThat(measured.get("gradient_norm_2")).isCloseTo(0, within(1e-6));
    assertThat(measured.get("remainder_norm")).isCloseTo(0, within(1e-12));
    assertThat(measured.get("spike_share")).isCloseTo(1, within(1e-12));
    assertThat(measured.get("rank_one_gap")).isCloseTo(0, within(1e-12));
    assertThat(measured.get("rank_one_gap_frobenius")).isCloseTo(0, within(1e-12));
    assertThat(measured.get("overlap_w")).isCloseTo(1, within(1e-12));
  }

  @Test
  void otherTrainingIsNotTakenApart() {
    assertThatThrownBy(() -> measure(trial(spike(), 1, OptionalDouble.empty()), "simulation"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one gradient step for the squared loss");
  }

  @Test
  void otherLearnersAreRefusedBeforeARun() {
    Learner other = (network, first, algebra, streams) -> null;
    assertThatThrownBy(() -> new GradientDecomposition().requireApplicable(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one gradient step for the squared loss");
  }

  @Test
  void noStepIsRefusedBeforeARun() {
    Learner still =
        new Learner() {
          @Override
          public Training start(
              TwoLayerNetwork initial, Sample first, LinearAlgebra algebra, RandomStreams streams) {
            return null;
          }

          @Override
          public OptionalDouble stepSize() {
            return OptionalDouble.of(0);
          }
        };
    assertThatThrownBy(() -> new GradientDecomposition().requireApplicable(still))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a learning rate above 0");
  }

  static Stream<Labelling> labels() {
    return Stream.of(
        new SingleIndex(XI, CUBIC, 0),
        new SingleIndex(XI, TANH, 0.5),
        new MultiIndex(List.of(XI), List.of(CUBIC), Combination.SUM, 0.1),
        new ClassLabels(List.of(1.0, -3.0)));
  }

  /** t = 1 - .8 (1 - .25) = .4; what the law of v says is tested with the law. */
  @ParameterizedTest
  @MethodSource("labels")
  void predictsExponentsNormAndOverlaps(Labelling labels) {
    TrainedTrial trial = trial(spike(), 1, OptionalDouble.of(1), labels);
    Map<String, Double> predicted = measure(trial, "theory");
    List<String> metrics =
        new ArrayList<>(
            List.of(
                "spike_exponent",
                "remainder_exponent",
                "spike_norm",
                "overlap_spike_1",
                "overlap_spike_2"));
    if (!labels.directions().isEmpty()) {
      metrics.add("overlap_xi_1");
    }
    assertThat(predicted).containsOnlyKeys(metrics);
    assertThat(predicted.get("spike_exponent")).isCloseTo(-0.2, within(1e-15));
    assertThat(predicted.get("remainder_exponent")).isCloseTo(-0.4, within(1e-15));
    SpikeLaw law = SpikeLaw.of(POPULATION, labels.law().orElseThrow(), 10);
    Map<String, Double> measured = measure(trial, "simulation");
    double v = law.squaredNorm() / Math.pow(new ArrayRealVector(v(trial)).getNorm(), 2);
    assertThat(predicted.get("spike_norm"))
        .isCloseTo(measured.get("spike_norm") * Math.sqrt(v), within(1e-9));
    if (!labels.directions().isEmpty()) {
      assertThat(predicted.get("overlap_xi_1")).isCloseTo(law.overlap(XI), within(1e-12));
    }
    assertThat(predicted.get("overlap_spike_2"))
        .isCloseTo(law.overlap(new double[] {0, 0, 1, 0, 0, 0}), within(1e-12));
  }

  /** The contract's labels tell no law, so that only lemma 1's exponents are predicted. */
  @Test
  void predictsNoSpikeOfLabelsWithoutALaw() {
    TrainedTrial trial = trial();
    assertThat(trial.labelling().law()).isEmpty();
    assertThat(measure(trial, "theory")).containsOnlyKeys("spike_exponent", "remainder_exponent");
  }

  /** X1^T y1/m1. */
  private static double[] v(TrainedTrial trial) {
    Sample first = trial.network().first();
    return matrix(first.x()).preMultiply(new ArrayRealVector(first.y())).mapMultiply(0.1).toArray();
  }

  @Test
  void withoutAStepThereIsNoGradient() {
    TrainedTrial trial = trial(Matrix.zeros(K, N), 0, OptionalDouble.of(0));
    assertThatThrownBy(() -> measure(trial, "simulation"))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("learning rate 0.0");
  }
}

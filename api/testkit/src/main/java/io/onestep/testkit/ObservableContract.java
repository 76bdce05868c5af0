package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.network.Learner;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.Observation;
import io.onestep.api.observable.TrainedTrial;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Observable} does: it measures something, finite and under names of its own, the
 * same each time, and leaves the trial alone. By default it is tested on a ReLU network after a
 * step of the squared loss, on a mixture of two spiked components with labels (xi^T x)^2; a test
 * class may supply another trial.
 */
public abstract class ObservableContract {
  private static final RandomStreams STREAMS = RandomStreams.of(1618);
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();
  private static final Sizes SIZES = new Sizes(12, 9, 24, 20, 1);
  private static final double ETA = 2;

  /** Creates the contract. */
  protected ObservableContract() {}

  /**
   * Supplies the observable under test.
   *
   * @return the observable
   */
  protected abstract Observable observable();

  /**
   * Supplies the trial to measure.
   *
   * @return a trial
   */
  protected TrainedTrial trial() {
    Population population = new TwoSpikedComponents(SIZES.n());
    Labelling labelling = new SquaredProjection(STREAMS.stream("xi").gaussians(SIZES.n()));
    List<Inputs> inputs =
        population.sample(List.of(SIZES.m1(), SIZES.m()), STREAMS.child("inputs", 0));
    Sample first = label(inputs.get(0), labelling);
    Matrix f = gaussians("F", SIZES.k(), SIZES.n(), 1 / Math.sqrt(population.trace()));
    double[] w = gaussians("w", 1, SIZES.k(), 1 / Math.sqrt(SIZES.k())).row(0);
    TwoLayerNetwork initial = new TwoLayerNetwork(f, w);
    TrainedNetwork network = new TrainedNetwork(initial, step(initial, first), new Relu(), first);
    return new TrainedTrial(
        network,
        OptionalDouble.of(ETA),
        population,
        labelling,
        label(inputs.get(1), labelling),
        SIZES,
        new Scaling(0.5, 0.74));
  }

  private static Sample label(Inputs inputs, Labelling labelling) {
    return new Sample(inputs, labelling.label(inputs, STREAMS.stream("noise")));
  }

  private static Matrix gaussians(String name, int rows, int columns, double deviation) {
    Matrix matrix = Matrix.zeros(rows, columns);
    STREAMS.stream(name).fillGaussian(matrix.data(), 0, matrix.size());
    for (int i = 0; i < matrix.size(); i++) {
      matrix.data()[i] *= deviation;
    }
    return matrix;
  }

  /** F^ = F + (eta/m1) sum_i (y_i - y_hat_i) [w .* sigma'(F x_i)] x_i^T / sqrt k. */
  private static Matrix step(TwoLayerNetwork initial, Sample first) {
    Matrix f = initial.f().copy();
    Relu relu = new Relu();
    double root = Math.sqrt(initial.width());
    for (int i = 0; i < first.size(); i++) {
      double[] x = first.x().row(i);
      double[] u = ALGEBRA.multiply(initial.f(), x);
      double residual = first.y()[i];
      for (int j = 0; j < u.length; j++) {
        residual -= initial.w()[j] * relu.value(u[j]) / root;
      }
      for (int j = 0; j < u.length; j++) {
        double factor =
            ETA * residual * initial.w()[j] * relu.derivative(u[j]) / (first.size() * root);
        for (int l = 0; l < x.length; l++) {
          f.set(j, l, f.get(j, l) + factor * x[l]);
        }
      }
    }
    return f;
  }

  /** An observable has a name. */
  @Test
  protected final void hasALabel() {
    assertThat(observable().label()).isNotBlank();
  }

  /** What can be measured of a trial is not refused before it. */
  @Test
  protected final void takesTheLearnerOfTheTrial() {
    Learner learner = new OneStep(trial().stepSize());
    assertThatCode(() -> observable().requireApplicable(learner)).doesNotThrowAnyException();
  }

  /** Numbers are finite, and each goes by a name of its own. */
  @Test
  protected final void measuresFiniteNumbersUnderDistinctNames() {
    List<Observation> numbers = measure(trial());
    assertThat(numbers).isNotEmpty().allMatch(number -> Double.isFinite(number.value()));
    assertThat(numbers)
        .extracting(number -> number.source() + " " + number.metric())
        .doesNotHaveDuplicates();
  }

  /** The same trial and the same randomness give the same numbers, bit by bit. */
  @Test
  protected final void measuresTheSameEachTime() {
    TrainedTrial trial = trial();
    assertThat(measure(trial)).isEqualTo(measure(trial));
  }

  /** In a room that others have used it measures the same, and takes no more than it says. */
  @Test
  protected final void saysWhatItTakesOfTheTrialsRoom() {
    UsedRoom room = new UsedRoom();
    List<Observation> numbers =
        observable()
            .measure(trial(), new ReferenceLinearAlgebra(room), STREAMS.child("observable", 0));
    assertThat(numbers).isEqualTo(measure(trial()));
    assertThat(observable().memory(SIZES)).isGreaterThanOrEqualTo(room.bytes());
  }

  /** The trial is the same afterwards. */
  @Test
  protected final void changesNothing() {
    TrainedTrial expected = trial();
    TrainedTrial trial = trial();
    measure(trial);
    assertThat(trial.network().f().data()).containsExactly(expected.network().f().data());
    assertThat(trial.network().initial().f().data())
        .containsExactly(expected.network().initial().f().data());
    assertThat(trial.network().initial().w()).containsExactly(expected.network().initial().w());
    assertThat(trial.network().first().x().data())
        .containsExactly(expected.network().first().x().data());
    assertThat(trial.network().first().y()).containsExactly(expected.network().first().y());
    assertThat(trial.train().x().data()).containsExactly(expected.train().x().data());
    assertThat(trial.train().y()).containsExactly(expected.train().y());
  }

  private List<Observation> measure(TrainedTrial trial) {
    return observable().measure(trial, ALGEBRA, STREAMS.child("observable", 0));
  }

  /** y = (xi^T x)^2. */
  private record SquaredProjection(double[] xi) implements Labelling {
    @Override
    public double[] label(Inputs inputs, RandomStream noise) {
      return Arrays.stream(ALGEBRA.multiply(inputs.x(), xi)).map(t -> t * t).toArray();
    }

    @Override
    public List<double[]> directions() {
      return List.of(xi);
    }
  }
}

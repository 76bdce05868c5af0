package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.model.Batch;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.model.RoundedBatch;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Equivalent} does: its features are finite, do not depend on how batches are
 * cut, leave the inputs alone, and what {@link FeatureMap#average} says of their noise is what
 * {@link FeatureMap#draw} draws. By default it is tested on a small ReLU network after a step along
 * one direction and on a mixture of two spiked components; a test class may supply others.
 */
public abstract class EquivalentContract {
  private static final RandomStreams STREAMS = RandomStreams.of(2718);
  private static final LinearAlgebra ALGEBRA = new ReferenceLinearAlgebra();

  /** More than one block of rows, and no multiple of it. */
  private static final int ROWS = 19;

  private static final int DRAWS = 20_000;

  /** Room for rounding where there is no noise. */
  private static final double ROUNDING = 1e-12;

  /** Creates the contract. */
  protected EquivalentContract() {}

  /**
   * Supplies the model under test.
   *
   * @return the model
   */
  protected abstract Equivalent equivalent();

  /**
   * Supplies the network whose features are modelled.
   *
   * @return a network whose inputs have the population's dimension
   */
  protected TrainedNetwork network() {
    int n = population().dimension();
    int k = 5;
    RandomStream stream = STREAMS.stream("F");
    Matrix f = Matrix.zeros(k, n);
    stream.fillGaussian(f.data(), 0, f.size());
    for (int i = 0; i < f.size(); i++) {
      f.data()[i] /= Math.sqrt(population().trace());
    }
    Matrix trained = f.copy();
    double[] direction = stream.gaussians(n);
    double[] w = stream.gaussians(k);
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < n; i++) {
        trained.set(j, i, trained.get(j, i) + 0.2 * w[j] * direction[i]);
      }
    }
    Inputs first = population().sample(List.of(12), STREAMS.child("first", 0)).get(0);
    Sample sample = new Sample(first, stream.gaussians(12));
    return new TrainedNetwork(new TwoLayerNetwork(f, w), trained, new Relu(), sample);
  }

  /**
   * Supplies the input dimension of the default population and network, for models that need more
   * room than most.
   *
   * @return n, at least 6
   */
  protected int dimension() {
    return 6;
  }

  /**
   * Supplies the population of the inputs.
   *
   * @return a population
   */
  protected Population population() {
    return new TwoSpikedComponents(dimension());
  }

  /** A model has a name. */
  @Test
  protected final void hasALabel() {
    assertThat(equivalent().label()).isNotBlank();
  }

  /** Features are finite, their noise has a variance, and nothing but the values changes. */
  @Test
  protected final void changesNothingButTheValues() {
    Matrix x = inputs();
    Matrix expected = x.copy();
    double[] w = readout();
    FeatureMap features = features();

    Batch drawn = new Batch(x, preActivations(x));
    features.draw(drawn, STREAMS.stream("noise"));
    Batch averaged = new Batch(x, preActivations(x));
    double[] variances = features.average(averaged, w);

    assertThat(x.data()).containsExactly(expected.data());
    assertThat(w).containsExactly(readout());
    assertThat(Arrays.stream(variances)).hasSize(ROWS).allMatch(v -> Double.isFinite(v) && v >= 0);
    assertThat(Arrays.stream(drawn.values().data())).allMatch(Double::isFinite);
    assertThat(Arrays.stream(averaged.values().data())).allMatch(Double::isFinite);
  }

  /** The same rows cut into other batches have the same drawn features. */
  @Test
  protected final void drawDoesNotDependOnBatches() {
    Matrix x = inputs();
    Matrix whole = preActivations(x);
    FeatureMap features = features();
    features.draw(new Batch(x, whole), STREAMS.stream("noise"));

    Matrix cut = preActivations(x);
    RandomStream noise = STREAMS.stream("noise");
    for (int[] rows : cuts()) {
      features.draw(part(x, cut, rows), noise);
    }
    assertThat(cut.data()).containsExactly(whole.data());
  }

  /** The same rows cut into other batches have the same mean features and variances. */
  @Test
  protected final void averageDoesNotDependOnBatches() {
    Matrix x = inputs();
    Matrix whole = preActivations(x);
    FeatureMap features = features();
    double[] variances = features.average(new Batch(x, whole), readout());

    Matrix cut = preActivations(x);
    for (int[] rows : cuts()) {
      double[] some = features.average(part(x, cut, rows), readout());
      assertThat(some).containsExactly(Arrays.copyOfRange(variances, rows[0], rows[1]));
    }
    assertThat(cut.data()).containsExactly(whole.data());
  }

  /** In single precision drawn features are those of the same noise, to 1e-5 of the largest. */
  @Test
  protected final void drawsInSinglePrecisionAreThoseInDouble() {
    Matrix x = inputs();
    FloatMatrix rounded = FloatMatrix.of(preActivations(x));
    Matrix expected = rounded.toMatrix();
    features().draw(new Batch(x, expected), STREAMS.stream("noise"));
    features().draw(new RoundedBatch(x, rounded), STREAMS.stream("noise"));
    double largest = Arrays.stream(expected.data()).map(Math::abs).max().orElseThrow();
    assertThat(rounded.toMatrix().data())
        .containsExactly(expected.data(), within(1e-5 * Math.max(1e-30, largest)));
  }

  /**
   * In single precision mean features are those in double precision to 1e-5 of the largest, and
   * variances do not lose more.
   */
  @Test
  protected final void averageInSinglePrecisionIsThatInDouble() {
    Matrix x = inputs();
    FloatMatrix rounded = FloatMatrix.of(preActivations(x));
    Matrix expected = rounded.toMatrix();
    FeatureMap features = features();
    double[] exact = features.average(new Batch(x, expected), readout());
    double[] variances = features.average(new RoundedBatch(x, rounded), readout());
    double largest = Arrays.stream(expected.data()).map(Math::abs).max().orElseThrow();

    assertThat(rounded.toMatrix().data())
        .containsExactly(expected.data(), within(1e-5 * Math.max(1e-30, largest)));
    for (int i = 0; i < ROWS; i++) {
      assertThat(variances[i]).isCloseTo(exact[i], within(1e-5 * exact[i]));
    }
  }

  /**
   * Mean features are the mean of drawn features, and the variance of w^T phi is that of drawn
   * features, within 5 standard errors.
   */
  @Test
  protected final void averageIsThatOfDraws() {
    Matrix x = inputs();
    double[] w = readout();
    FeatureMap features = features();
    Matrix mean = preActivations(x);
    double[] variances = features.average(new Batch(x, mean), w);
    int k = mean.columns();

    Matrix u = preActivations(x);
    Matrix drawn = u.copy();
    double[] first = new double[mean.size()];
    double[] second = new double[mean.size()];
    double[] square = new double[ROWS];
    double[] fourth = new double[ROWS];
    RandomStream noise = STREAMS.stream("noise");
    for (int draw = 0; draw < DRAWS; draw++) {
      drawn.assign(u);
      features.draw(new Batch(x, drawn), noise);
      for (int row = 0; row < ROWS; row++) {
        double deviation = 0;
        for (int j = 0; j < k; j++) {
          double difference = drawn.get(row, j) - mean.get(row, j);
          first[row * k + j] += difference / DRAWS;
          second[row * k + j] += difference * difference / DRAWS;
          deviation += w[j] * difference;
        }
        square[row] += deviation * deviation / DRAWS;
        fourth[row] += Math.pow(deviation, 4) / DRAWS;
      }
    }
    for (int i = 0; i < first.length; i++) {
      double error = Math.sqrt(second[i] / DRAWS);
      assertThat(first[i]).as("number %d", i).isCloseTo(0, within(5 * error + ROUNDING));
    }
    for (int row = 0; row < ROWS; row++) {
      double error = Math.sqrt((fourth[row] - square[row] * square[row]) / DRAWS);
      assertThat(variances[row])
          .as("variance of row %d", row)
          .isCloseTo(square[row], within(5 * error + ROUNDING));
    }
  }

  private FeatureMap features() {
    return equivalent().features(network(), population(), ALGEBRA);
  }

  private Matrix inputs() {
    return population().sample(List.of(ROWS), STREAMS.child("inputs", 0)).get(0).x();
  }

  private Matrix preActivations(Matrix x) {
    Matrix f = network().f();
    Matrix u = Matrix.zeros(x.rows(), f.rows());
    ALGEBRA.multiplyTransposed(1, x, f, 0, u);
    return u;
  }

  private double[] readout() {
    return STREAMS.stream("readout").gaussians(network().f().rows());
  }

  private static List<int[]> cuts() {
    return List.of(new int[] {0, 1}, new int[] {1, 4}, new int[] {4, 4}, new int[] {4, ROWS});
  }

  private static Batch part(Matrix x, Matrix values, int[] rows) {
    return new Batch(x.rows(rows[0], rows[1]), values.rows(rows[0], rows[1]));
  }
}

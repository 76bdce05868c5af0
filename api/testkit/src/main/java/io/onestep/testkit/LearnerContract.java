package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Sample;
import io.onestep.api.network.Learner;
import io.onestep.api.network.Training;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every learner keeps to: a training serves several activations and changes no argument. */
public abstract class LearnerContract {
  private static final RandomStreams STREAMS = RandomStreams.of(13);
  private static final int N = 6;
  private static final int K = 5;
  private static final int M1 = 9;

  /** Creates the contract. */
  protected LearnerContract() {}

  /**
   * Returns the learner under test.
   *
   * @return the learner
   */
  protected abstract Learner learner();

  /**
   * Returns labels for the samples that are trained on.
   *
   * @param m1 how many
   * @return by default standard normals
   */
  protected double[] labels(int m1) {
    return STREAMS.stream("y").gaussians(m1);
  }

  private static TwoLayerNetwork network() {
    Matrix f = Matrix.of(K, N, STREAMS.stream("F").gaussians(K * N));
    return new TwoLayerNetwork(f, STREAMS.stream("w").gaussians(K));
  }

  private Sample sample() {
    Matrix x = Matrix.of(M1, N, STREAMS.stream("X").gaussians(M1 * N));
    return new Sample(new Inputs(x, new int[M1]), labels(M1));
  }

  private Training start(TwoLayerNetwork network, Sample sample) {
    return learner().start(network, sample, new ReferenceLinearAlgebra(new UsedRoom()), STREAMS);
  }

  /** Trains into a view of a larger matrix, which holds NaN before. */
  private static double[] trained(Training training, Activation sigma) {
    Matrix larger = Matrix.zeros(K + 2, N);
    Arrays.fill(larger.data(), Double.NaN);
    training.train(sigma, larger.rows(1, K + 1));
    double[] all = larger.data();
    assertThat(Arrays.stream(all, 0, N)).as("before the view").allMatch(v -> Double.isNaN(v));
    assertThat(Arrays.stream(all, (K + 1) * N, all.length))
        .as("after the view")
        .allMatch(v -> Double.isNaN(v));
    return Arrays.copyOfRange(all, N, (K + 1) * N);
  }

  @Test
  final void fillsTheTrainedLayerWithNumbers() {
    assertThat(Arrays.stream(trained(start(network(), sample()), new Tanh())))
        .allMatch(Double::isFinite);
  }

  @Test
  final void equalStreamsGiveEqualLayers() {
    assertThat(trained(start(network(), sample()), new Tanh()))
        .isEqualTo(trained(start(network(), sample()), new Tanh()));
  }

  @Test
  final void anActivationDoesNotChangeTheTrainingOfTheNext() {
    Training training = start(network(), sample());
    double[] once = trained(training, new Tanh());
    double[] sine = trained(training, new Sine());
    assertThat(trained(training, new Tanh())).isEqualTo(once);
    assertThat(trained(start(network(), sample()), new Sine())).isEqualTo(sine);
  }

  @Test
  final void changesNoArgument() {
    TwoLayerNetwork network = network();
    Sample sample = sample();
    trained(start(network, sample), new Tanh());
    assertThat(network.f().data()).isEqualTo(network().f().data());
    assertThat(network.w()).isEqualTo(network().w());
    assertThat(sample.x().data()).isEqualTo(sample().x().data());
    assertThat(sample.y()).isEqualTo(sample().y());
  }

  private record Tanh() implements Activation {
    @Override
    public String label() {
      return "tanh";
    }

    @Override
    public double value(double u) {
      return Math.tanh(u);
    }

    @Override
    public double derivative(double u) {
      return 1 - Math.tanh(u) * Math.tanh(u);
    }
  }

  private record Sine() implements Activation {
    @Override
    public String label() {
      return "sine";
    }

    @Override
    public double value(double u) {
      return Math.sin(u);
    }

    @Override
    public double derivative(double u) {
      return Math.cos(u);
    }
  }
}

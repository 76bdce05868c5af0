package io.onestep.equivalence.structure;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foreseen of blocks against those that features of drawn layers take. */
class ForeseenBlocksTest {
  private static final int N = 300;
  private static final int K = 400;
  private static final RandomStreams STREAMS = RandomStreams.of(7);

  private static final double[] XI = Fixtures.vector(N, 1, STREAMS.child("xi", 0));
  private static final double[] NONE = new double[N];

  private static SpikedCovariance spiked(int component, int rank, double theta) {
    double[] thetas = new double[rank];
    Arrays.fill(thetas, theta);
    return Fixtures.spiked(N, 1, STREAMS.child("component", component), thetas);
  }

  private static Population two(SpikedCovariance one, SpikedCovariance other) {
    return mixture(new MixtureComponent(0.5, NONE, one), new MixtureComponent(0.5, NONE, other));
  }

  /** Blocks of a layer drawn from N(0, 1/Tr Sigma), to which a step may have added w v^T. */
  private static int taken(Population population, Activation g, double[] v) {
    double deviation = 1 / Math.sqrt(population.trace());
    Matrix f = Fixtures.gaussian(K, N, deviation, STREAMS.child("f", 0));
    double[] w = Fixtures.gaussian(1, K, 1, STREAMS.child("w", 0)).data();
    for (int i = 0; i < K; i++) {
      for (int j = 0; j < N; j++) {
        f.set(i, j, f.get(i, j) + w[i] * v[j]);
      }
    }
    LabelLaw labels = LabelLaw.singleIndex(new Index(1, XI, RELU), 0);
    Directions directions = Directions.of(population, labels, v, 12, ALGEBRA);
    return StructuredFeatures.of(
            NeuronTypes.of(f, directions, ALGEBRA),
            K,
            directions,
            new FeatureLaw.Pointwise(g, 0),
            ALGEBRA)
        .alpha()
        .length;
  }

  /** ReLU's slope changes with each direction that stands out, that of tanh hardly. */
  @ParameterizedTest
  @CsvSource({"1, 2, 1, 1", "1, 8, 3, 1", "2, 8, 5, 1", "4, 8, 6, 1", "1, 25, 3, 1"})
  void directionsThatStandOutMakeBlocksForReluAndNoneForTanh(
      int rank, double theta, int relu, int tanh) {
    Population population = two(spiked(1, rank, theta), spiked(2, rank, theta));
    for (Activation g : new Activation[] {RELU, TANH}) {
      int expected = g == RELU ? relu : tanh;
      assertThat(taken(population, g, NONE)).as(g.label()).isEqualTo(expected);
      assertThat(ForeseenBlocks.count(population, g, NONE, 0)).as(g.label()).isEqualTo(expected);
    }
  }

  /** A direction of two components, and of the step as well, is one. */
  @Test
  void sharedDirectionsMakeOneBlock() {
    Population population = two(spiked(1, 1, 8), spiked(1, 1, 8));
    assertThat(taken(population, RELU, NONE)).isEqualTo(2);
    assertThat(ForeseenBlocks.count(population, RELU, NONE, 0)).isEqualTo(2);
    double[] spike = spiked(1, 1, 8).spikes().get(0).direction();
    double share = 0.1;
    double norm = Math.sqrt(share / (1 - share) / 9); // the variance along the spike is 9
    double[] v = Arrays.stream(spike).map(x -> norm * x).toArray();
    assertThat(taken(population, RELU, v)).isEqualTo(2);
    assertThat(ForeseenBlocks.count(population, RELU, v, share)).isEqualTo(2);
  }

  @Test
  void directionsOfTheStepAndOfTheDataMakeABlockEach() {
    Population population = two(spiked(1, 1, 8), spiked(2, 1, 8));
    double[] v = Fixtures.vector(N, 0.3, STREAMS.child("v", 0));
    assertThat(taken(population, RELU, v)).isEqualTo(4);
    assertThat(ForeseenBlocks.count(population, RELU, v, share(0.3))).isEqualTo(4);
  }

  /** By itself or beside another of the same direction. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void componentsOfWeightZeroMakeNoBlock(int component) {
    Population population =
        mixture(
            new MixtureComponent(1, NONE, spiked(1, 1, 8)),
            new MixtureComponent(0, NONE, spiked(component, 1, 100)));
    assertThat(taken(population, RELU, NONE)).isEqualTo(2);
    assertThat(ForeseenBlocks.count(population, RELU, NONE, 0)).isEqualTo(2);
  }

  /**
   * 1e20 leaves nothing of the other directions' variance in a double. One too many is foreseen.
   */
  @Test
  void aDirectionWithAllOfTheVarianceMakesABlockForRelu() {
    Population population = mixture(new MixtureComponent(1, NONE, spiked(1, 1, 1e20)));
    assertThat(taken(population, RELU, NONE)).isEqualTo(2);
    assertThat(ForeseenBlocks.count(population, RELU, NONE, 0)).isEqualTo(3);
  }

  /** ReLU's slope changes with the mean of a pre-activation, too. */
  @ParameterizedTest
  @CsvSource({"1, 1", "6, 2"})
  void largeMeansMakeABlockForRelu(double norm, int expected) {
    SpikedCovariance isotropic = new SpikedCovariance(N, 1, List.of());
    double[] one = Fixtures.vector(N, norm, STREAMS.child("mean", 1));
    double[] other = Fixtures.vector(N, -norm, STREAMS.child("mean", 1));
    Population population =
        mixture(
            new MixtureComponent(0.5, one, isotropic), new MixtureComponent(0.5, other, isotropic));
    assertThat(taken(population, RELU, NONE)).isEqualTo(expected);
    assertThat(ForeseenBlocks.count(population, RELU, NONE, 0)).isEqualTo(expected);
  }

  /**
   * Without spikes of the data there is what the step adds: w_i v^T x of variance |v|^2, in the end
   * all there is. Of a large step one block too many is foreseen.
   */
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "0.05, 1, 1", "0.3, 2, 2", "10, 2, 3", "1e9, 2, 3"})
  void theStepMakesABlockForRelu(double norm, int taken, int foreseen) {
    Population population = two(new SpikedCovariance(N, 1, List.of()), spiked(1, 1, 1));
    double[] v = Fixtures.vector(N, norm, STREAMS.child("v", 0));
    assertThat(taken(population, RELU, v)).isEqualTo(taken);
    assertThat(ForeseenBlocks.count(population, RELU, v, share(norm))).isEqualTo(foreseen);
  }

  /** Of the step in the variance: exactly 1 from norm 1e8 on. */
  private static double share(double norm) {
    return 1 - 1 / (1 + norm * norm);
  }
}

package io.onestep.equivalence.structure;

import static io.onestep.equivalence.Fixtures.ALGEBRA;
import static io.onestep.equivalence.Fixtures.dot;
import static io.onestep.equivalence.Fixtures.mixture;
import static io.onestep.equivalence.TestActivation.IDENTITY;
import static io.onestep.equivalence.TestActivation.RELU;
import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.Fixtures;
import io.onestep.equivalence.moments.GaussianFeatures;
import io.onestep.equivalence.moments.Moments;
import java.util.List;
import org.hipparchus.random.SobolSequenceGenerator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directions, types of neurons and what both say of features. */
class StructureTest {
  private static final int N = 12;
  private static final RandomStreams STREAMS = RandomStreams.of(31);

  private static final double[] V = Fixtures.vector(N, 0.2, STREAMS.child("v", 0));
  private static final double[] XI = Fixtures.vector(N, 0.7, STREAMS.child("xi", 0));
  private static final LabelLaw LABELS = LabelLaw.singleIndex(new Index(1, XI, RELU), 0);

  private static final SpikedCovariance SPIKED =
      Fixtures.spiked(N, 1, STREAMS.child("c", 0), 3, 1.5);
  private static final double[] MEAN = Fixtures.vector(N, 1.1, STREAMS.child("mean", 0));
  private static final Population POPULATION =
      mixture(
          new MixtureComponent(0.4, MEAN, SPIKED),
          new MixtureComponent(0.6, new double[N], new SpikedCovariance(N, 0.7, List.of())));

  private static Directions directions() {
    return Directions.of(POPULATION, LABELS, V, 12, ALGEBRA);
  }

  /** v, two spikes, a mean and xi: five orthonormal rows whose span holds them all. */
  @Test
  void basisHoldsAllDirections() {
    Directions directions = directions();
    assertThat(directions.count()).isEqualTo(5);
    assertThat(directions.rest()).isEqualTo(N - 5);
    Matrix gram = ALGEBRA.gram(directions.basis());
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        assertThat(gram.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-13));
      }
    }
    assertThat(Math.abs(dot(directions.basis().row(0), V)))
        .as("v comes first")
        .isCloseTo(0.2, within(1e-13));
    for (double[] x :
        List.of(
            V, XI, MEAN, SPIKED.spikes().get(0).direction(), SPIKED.spikes().get(1).direction())) {
      double[] inside = ALGEBRA.multiply(directions.basis(), x);
      assertThat(dot(inside, inside)).isCloseTo(dot(x, x), within(1e-12));
    }
  }

  /** A zero spike and a direction that occurs twice add nothing. */
  @Test
  void dependentDirections() {
    LabelLaw along =
        LabelLaw.singleIndex(new Index(1, SPIKED.spikes().get(0).direction(), RELU), 0);
    Population centred = mixture(new MixtureComponent(1, new double[N], SPIKED));
    assertThat(Directions.of(centred, along, new double[N], 12, ALGEBRA).count()).isEqualTo(2);
    Population isotropic =
        mixture(new MixtureComponent(1, new double[N], new SpikedCovariance(N, 1, List.of())));
    LabelLaw classes = new LabelLaw.ComponentLabels(List.of(1.0));
    Directions none = Directions.of(isotropic, classes, new double[N], 12, ALGEBRA);
    assertThat(none.count()).isZero();
    assertThat(none.rest()).isEqualTo(N);
    assertThat(none.labelSquare()).isEqualTo(1);
  }

  /**
   * S mu, S Sigma S^T and S Sigma xi/sqrt(xi^T Sigma xi) by products; labels E y^2 = |Sigma^(1/2)
   * xi|^2/2 of a ReLU.
   */
  @Test
  void componentsWithinTheSpan() {
    Directions directions = directions();
    Directions.ComponentDirections second = directions.components().get(1);
    assertThat(second.weight()).isEqualTo(0.6);
    assertThat(second.bulk()).isEqualTo(0.7);
    assertThat(second.mean()).containsOnly(0.0);
    assertThat(second.labels().square()).isCloseTo(0.7 * 0.49 / 2, within(1e-12));
    Directions.ComponentDirections first = directions.components().get(0);
    for (int d = 0; d < 5; d++) {
      double[] row = directions.basis().row(d);
      assertThat(first.mean()[d]).isCloseTo(dot(row, MEAN), within(1e-13));
      double deviation = Math.sqrt(dot(XI, SPIKED.multiply(XI)));
      assertThat(first.labelCovariances().get(0).get(0)[d])
          .isCloseTo(dot(row, SPIKED.multiply(XI)) / deviation, within(1e-12));
      for (int e = 0; e < 5; e++) {
        assertThat(first.covariance().get(d, e))
            .isCloseTo(dot(row, SPIKED.multiply(directions.basis().row(e))), within(1e-12));
      }
    }
    assertThat(directions.trace()).isCloseTo(0.4 * (N + 4.5) + 0.6 * 0.7 * N, within(1e-12));
  }

  @Test
  void onlyStructuredCovariancesAreDescribed() {
    assertThat(Directions.describe(POPULATION)).isTrue();
    assertThat(Directions.describe(Fixtures.densely(POPULATION))).isFalse();
    Population unused =
        mixture(
            new MixtureComponent(1, new double[N], SPIKED),
            new MixtureComponent(0, new double[N], Fixtures.dense(SPIKED)));
    assertThat(Directions.describe(unused)).as("a component of no weight").isTrue();
  }

  @Test
  void typesOfGivenNeurons() {
    Matrix all = Fixtures.gaussian(9, N, 0.3, STREAMS.child("f", 0));
    Matrix f = all.rows(2, 8); // a view
    Directions directions = directions();
    NeuronTypes types = NeuronTypes.of(f, directions, ALGEBRA);
    assertThat(types.count()).isEqualTo(6);
    for (int i = 0; i < 6; i++) {
      double inside = 0;
      for (int d = 0; d < 5; d++) {
        double projection = dot(f.row(i), directions.basis().row(d));
        assertThat(types.projections().get(i, d)).isCloseTo(projection, within(1e-13));
        inside += projection * projection;
      }
      assertThat(types.restSquares()[i]).isCloseTo(dot(f.row(i), f.row(i)) - inside, within(1e-13));
    }
    assertThatThrownBy(() -> new NeuronTypes(Matrix.zeros(3, 2), new double[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * Points for N(0, 1/T), of a greater variance along v: their first four moments are the normal
   * law's to the accuracy of 2048 quasi-random points, and coordinates are uncorrelated.
   */
  @Test
  void typesThatStandForTheLaw() {
    Directions directions = directions();
    double step = 0.6;
    NeuronTypes types = NeuronTypes.average(2048, directions, step);
    assertThat(types.count()).isEqualTo(2048);
    assertThat(types.restSquares()).containsOnly((N - 5) / directions.trace());
    for (int d = 0; d < 5; d++) {
      double variance = 1 / directions.trace() + (d == 0 ? step * step : 0);
      double[] moments = new double[4];
      double product = 0;
      for (int i = 0; i < 2048; i++) {
        double z = types.projections().get(i, d) / Math.sqrt(variance);
        for (int p = 0; p < 4; p++) {
          moments[p] += Math.pow(z, p + 1) / 2048;
        }
        product += z * types.projections().get(i, (d + 1) % 5) / Math.sqrt(variance) / 2048;
      }
      assertThat(moments[0]).isCloseTo(0, within(1e-3));
      assertThat(moments[1]).isCloseTo(1, within(2e-3));
      assertThat(moments[2]).isCloseTo(0, within(1e-2));
      assertThat(moments[3]).isCloseTo(3, within(3e-2));
      assertThat(product).isCloseTo(0, within(2e-2));
    }
  }

  /** Each coordinate is the normal quantile of one of Sobol's, centred in its cell. */
  @Test
  void typesAreSobolsPoints() {
    Directions directions = directions();
    NeuronTypes types = NeuronTypes.average(64, directions, 0.6);
    SobolSequenceGenerator points = new SobolSequenceGenerator(5);
    for (int i = 0; i < 64; i++) {
      double[] u = points.nextVector();
      for (int d = 0; d < 5; d++) {
        double z = Math.sqrt(2) * Erf.erfInv(2 * (u[d] + 0.5 / 64) - 1);
        double deviation = Math.sqrt(1 / directions.trace() + (d == 0 ? 0.36 : 0));
        assertThat(types.projections().get(i, d)).isCloseTo(deviation * z, within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 2048})
  void normalQuantiles(int count) {
    double[] quantiles = NeuronTypes.quantiles(count);
    assertThat(quantiles).hasSize(count);
    for (int i = 0; i < count; i++) {
      double expected = Math.sqrt(2) * Erf.erfInv(2 * ((i + 0.5) / count) - 1);
      assertThat(quantiles[i]).isCloseTo(expected, within(1e-13));
    }
  }

  /**
   * r, E phi and R's diagonal do not depend on what structured features neglect: they are those of
   * exact moments, up to the series' twelve terms.
   */
  @Test
  void featuresKeepExactMoments() {
    Matrix f = Fixtures.gaussian(8, N, 0.25, STREAMS.child("f", 1));
    Directions directions = directions();
    NeuronTypes types = NeuronTypes.of(f, directions, ALGEBRA);
    FeatureLaw law = new FeatureLaw.Pointwise(TANH, 0.3);
    StructuredFeatures features = StructuredFeatures.of(types, 8, directions, law, ALGEBRA);
    GaussianFeatures exact = GaussianFeatures.of(f, law, 1e-9, ALGEBRA);
    Moments moments = exact.average(POPULATION, LABELS);
    List<Moments> parts = exact.byComponent(POPULATION, LABELS);
    for (int i = 0; i < 8; i++) {
      assertThat(features.cross()[i] / Math.sqrt(8)).isCloseTo(moments.cross()[i], within(1e-5));
      for (int c = 0; c < 2; c++) {
        assertThat(features.components().get(c).mean()[i] / Math.sqrt(8))
            .isCloseTo(parts.get(c).mean()[i], within(1e-10));
      }
      double diagonal = features.diagonal()[i];
      for (double[] column : features.columns()) {
        diagonal += column[i] * column[i];
      }
      for (double[] alpha : features.alpha()) {
        diagonal += alpha[i] * alpha[i] * types.restSquares()[i];
      }
      assertThat(diagonal / 8).isCloseTo(moments.second().get(i, i), within(1e-10));
    }
  }

  /** A linear activation has no diagonal at all: R = F Sigma F^T/k, exactly low rank. */
  @Test
  void linearFeatures() {
    Matrix f = Fixtures.gaussian(8, N, 0.25, STREAMS.child("f", 1));
    Directions directions = directions();
    NeuronTypes types = NeuronTypes.of(f, directions, ALGEBRA);
    FeatureLaw law = new FeatureLaw.Pointwise(IDENTITY, 0);
    StructuredFeatures features = StructuredFeatures.of(types, 8, directions, law, ALGEBRA);
    for (double d : features.diagonal()) {
      assertThat(d).isBetween(0.0, 1e-12);
    }
  }
}

package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.network.Learner;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every diagnostic keeps to: it has something to say of any population and labels, always the
 * same, and draws no sample.
 */
public abstract class DiagnosticContract {
  private static final int N = 8;

  /** Creates the contract. */
  protected DiagnosticContract() {}

  /**
   * Returns the diagnostic under test.
   *
   * @return the diagnostic
   */
  protected abstract Diagnostic diagnostic();

  private record Examined(List<MixtureComponent> components) implements Population {
    @Override
    public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
      throw new AssertionError("a diagnostic draws no sample");
    }
  }

  private record Labels(List<double[]> directions) implements Labelling {
    @Override
    public double[] label(Inputs inputs, RandomStream noise) {
      throw new AssertionError("a diagnostic labels no sample");
    }
  }

  private static double[] axis(int i) {
    double[] axis = new double[N];
    axis[i] = 1;
    return axis;
  }

  /** One and two components, with and without means and spikes, given by all elements. */
  private static Stream<Population> populations() {
    Matrix dense = Matrix.zeros(N, N);
    for (int i = 0; i < N; i++) {
      dense.set(i, i, 1.0 + i);
    }
    Covariance isotropic = new SpikedCovariance(N, 1, List.of());
    Covariance spiked = new SpikedCovariance(N, 1, List.of(new Spike(5, axis(0))));
    double[] zero = new double[N];
    return Stream.of(
        new Examined(List.of(new MixtureComponent(1, zero, isotropic))),
        new Examined(
            List.of(
                new MixtureComponent(0.5, zero, spiked),
                new MixtureComponent(0.5, axis(2), isotropic))),
        new Examined(
            List.of(
                new MixtureComponent(0.25, zero, new DenseCovariance(dense)),
                new MixtureComponent(0.75, zero, spiked))));
  }

  private List<Finding> findings(Population population, Labelling labelling) {
    Learner learner =
        (initial, first, algebra, streams) -> {
          throw new AssertionError("a diagnostic trains nothing");
        };
    return diagnostic()
        .examine(
            population,
            labelling,
            new Sizes(N, 7, 9, 10, 11),
            new Scaling(0.5, 0.74),
            learner,
            new ReferenceLinearAlgebra());
  }

  @Test
  final void findsTheSameEachTimeAndEachAssumptionOnce() {
    for (Labels labels : List.of(new Labels(List.of()), new Labels(List.of(axis(1))))) {
      populations()
          .forEach(
              population -> {
                List<Finding> findings = findings(population, labels);
                assertThat(findings).isNotEmpty().isEqualTo(findings(population, labels));
                assertThat(findings).extracting(Finding::assumption).doesNotHaveDuplicates();
              });
    }
  }

  /** A summary has a line for each. */
  @Test
  final void assumptionsAreAFewWords() {
    populations()
        .flatMap(population -> findings(population, new Labels(List.of(axis(1)))).stream())
        .forEach(
            finding -> assertThat(finding.assumption()).hasSizeLessThan(40).doesNotContain("\n"));
  }
}

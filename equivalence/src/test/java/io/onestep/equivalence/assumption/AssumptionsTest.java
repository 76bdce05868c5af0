package io.onestep.equivalence.assumption;

import static io.onestep.equivalence.assumption.Covariances.alongAxis;
import static io.onestep.equivalence.assumption.Covariances.dense;
import static io.onestep.equivalence.assumption.Covariances.population;
import static io.onestep.equivalence.assumption.Covariances.spiked;
import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.Precision;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.Finding;
import io.onestep.api.diagnostic.Verdict;
import io.onestep.api.network.Learner;
import io.onestep.api.random.RandomStream;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.equivalence.assumption.AssumptionsFactory.Config;
import io.onestep.learners.loss.SquaredFactory;
import io.onestep.learners.training.OneGradientStepFactory;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DiagnosticContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AssumptionsTest extends ComponentFactoryContract<Config, Diagnostic> {
  private static final Labelling CLASSES = labelling();

  /** n = 40: a spread of 40^0.37 = 3.92. */
  private static final Sizes SMALL = new Sizes(40, 30, 50, 50, 1);

  private static final Scaling PAPER = new Scaling(0.5, 0.74);

  @Override
  protected ComponentFactory<Config, Diagnostic> factory() {
    return new AssumptionsFactory();
  }

  @Override
  protected Config config() {
    return new Config();
  }

  @Nested
  class Examination extends DiagnosticContract {
    @Override
    protected Diagnostic diagnostic() {
      return new AssumptionsFactory().create(new Config(), context());
    }

    private ComponentContext context() {
      return new ComponentContext() {
        @Override
        public Sizes sizes() {
          return SMALL;
        }

        @Override
        public Scaling scaling() {
          return PAPER;
        }
      };
    }
  }

  private static Labelling labelling(double[]... directions) {
    return new Labelling() {
      @Override
      public double[] label(Inputs inputs, RandomStream noise) {
        throw new UnsupportedOperationException("diagnostics need directions, not labels");
      }

      @Override
      public List<double[]> directions() {
        return List.of(directions);
      }
    };
  }

  private static Population halves(Covariance first, Covariance second) {
    int n = first.dimension();
    return population(
        new MixtureComponent(0.5, new double[n], first),
        new MixtureComponent(0.5, new double[n], second));
  }

  private static List<Finding> examine(
      Population population, Labelling labelling, Sizes sizes, Scaling scaling) {
    Learner unknown = // whose rate is taken to be the scaling's
        (initial, first, algebra, streams) -> {
          throw new UnsupportedOperationException("nothing is trained");
        };
    return new Assumptions()
        .examine(population, labelling, sizes, scaling, unknown, new ReferenceLinearAlgebra());
  }

  private static Finding finding(String assumption, List<Finding> findings) {
    return findings.stream()
        .filter(f -> f.assumption().startsWith(assumption))
        .findFirst()
        .orElseThrow();
  }

  private static double[] axis(int n, int axis, double length) {
    double[] vector = new double[n];
    vector[axis] = length;
    return vector;
  }

  /**
   * The setting of the paper's figure 1a with orthogonal spikes, all by hand: theta = 1000^0.37 =
   * 12.88, ||Sigma_bar|| = 1 + theta/2 = 7.441 = 1000^0.2905, ||Sigma_c|| = 13.88 = 1000^0.3808,
   * implied betas .2905 + .37 and .3808 + .37, alphas .37/.6605 and .37/.7508, degrees ceil(1.946)
   * and ceil(3.013).
   */
  @Test
  void figure1a() {
    int n = 1000;
    double theta = Math.pow(n, 0.37);
    Population population = halves(alongAxis(n, theta, 0), alongAxis(n, theta, 1));
    Labelling labelling = labelling(axis(n, 5, 1 / Math.sqrt(1 + theta / 2)));
    List<Finding> findings =
        examine(population, labelling, new Sizes(n, 1000, 1000, 1000, 5000), PAPER);
    assertThat(findings).hasSize(7).allMatch(f -> f.verdict() == Verdict.HOLDS);
    assertThat(findings)
        .extracting(Finding::headline)
        .containsExactly(
            "k/n = 1, m/n = 1, m1/n = 1",
            "all means are zero",
            "rank 1, bulk variance 1, ||Sigma_c|| = 13.88",
            "Tr Sigma_c = 1013, relative difference 0",
            "||xi|| sqrt(||Sigma_bar||) = 1, with ||xi|| = 0.3666",
            "implied beta 0.6605 to 0.7508, alpha 0.5601 to 0.4928; spec 0.74, 0.5",
            "degree 3 at beta = 0.74, 0.01 from the boundary 3/4");
    assertThat(finding("A.4 finite", findings).text())
        .contains("sqrt(n) = 31.62", "deviate from 1 by 0 ");
    assertThat(finding("A.5", findings).text()).endsWith("in the components: 0.3666");
    assertThat(finding("strength", findings).text())
        .contains("||Sigma_bar|| = 7.441 = n^0.2905", "||Sigma_c|| = 13.88 = n^0.3808")
        .contains("scaling asks for n^0.37 = 12.88", "eta = n^0.37 = 12.88 by the scaling");
    assertThat(finding("theorem", findings).text())
        .contains("n^0.01 = 1.072", "sharper rule (heuristic) gives degree 1")
        .endsWith("the implied strengths give degree 2 and degree 4");
  }

  /** One distribution, two ways to write it down. */
  @Test
  void denseCovariancesGiveTheSameFindings() {
    SpikedCovariance first = spiked(40, 1, 1, 8, 3);
    SpikedCovariance second = spiked(40, 1, 2, 6, 5);
    Labelling labelling = labelling(axis(40, 0, 0.5), axis(40, 3, 0.4));
    List<Finding> findings = examine(halves(first, second), labelling, SMALL, PAPER);
    // ||Sigma_c|| = 9, 7 and traces 40 + 11; the edge 1 + sqrt(40/50) = 1.89 is below all spikes.
    assertThat(finding("A.4 finite", findings).headline())
        .isEqualTo("rank 2, bulk variance 1, ||Sigma_c|| = 9, 7");
    assertThat(finding("A.4 equal", findings).headline())
        .isEqualTo("Tr Sigma_c = 51, relative difference 0");
    for (Population other :
        List.of(halves(dense(first), dense(second)), halves(first, dense(second)))) {
      assertThat(examine(other, labelling, SMALL, PAPER)).isEqualTo(findings);
    }
  }

  @Test
  void ratiosThatAreNotOfOrderOne() {
    Population population = halves(alongAxis(40, 4, 0), alongAxis(40, 4, 1));
    Finding wide =
        finding("A.2", examine(population, CLASSES, new Sizes(40, 401, 40, 40, 1), PAPER));
    assertThat(wide.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(wide.headline()).isEqualTo("k/n = 10.03, m/n = 1, m1/n = 1");
    for (Sizes sizes : List.of(new Sizes(40, 40, 3, 40, 1), new Sizes(40, 40, 40, 3, 1))) {
      assertThat(finding("A.2", examine(population, CLASSES, sizes, PAPER)).verdict())
          .isEqualTo(Verdict.FAILS);
    }
    Sizes extreme = new Sizes(40, 4, 400, 4, 1);
    assertThat(finding("A.2", examine(population, CLASSES, extreme, PAPER)).verdict())
        .isEqualTo(Verdict.HOLDS);
  }

  /** Means of lengths 5 and 0; ||Sigma_bar|| = 1 + 16/2 = 9. */
  @Test
  void meansAreReportedWithTheirStrength() {
    double[] mean = new double[40];
    mean[0] = 3;
    mean[7] = -4;
    Population population =
        population(
            new MixtureComponent(0.5, mean, alongAxis(40, 16, 0)),
            new MixtureComponent(0.5, new double[40], alongAxis(40, 16, 1)));
    Finding finding = finding("A.3", examine(population, CLASSES, SMALL, PAPER));
    assertThat(finding.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding.headline()).isEqualTo("||mu_c|| = 5, 0, next to sqrt(||Sigma_bar||) = 3");
    assertThat(finding.text()).contains("appendix").endsWith("||mu_c||^2 = 25, 0");
  }

  @Test
  void covariancesThatAreNoIdentityPlusAFewSpikes() {
    double[] seven = new double[7];
    Arrays.fill(seven, 5);
    SpikedCovariance many = spiked(40, 1, 1, seven); // 7 > sqrt(40)
    SpikedCovariance few = spiked(40, 1, 1, Arrays.copyOf(seven, 6));
    assertThat(finiteRank(few).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(finiteRank(many).verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finiteRank(many).headline()).startsWith("rank 7, bulk variance 1,");

    assertThat(finiteRank(spiked(40, 1.09, 1, 5)).verdict()).isEqualTo(Verdict.HOLDS);
    Finding larger = finiteRank(spiked(40, 1.2, 1, 5));
    assertThat(larger.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(larger.headline()).isEqualTo("rank 1, bulk variance 1.2, ||Sigma_c|| = 6.2");
    assertThat(larger.text()).contains("deviate from 1 by 0.2 ");

    // 20 weak spikes of 0.6 below the edge 1.89: mean 1.3, root mean square sqrt(0.36/2).
    double[] weak = new double[20];
    Arrays.fill(weak, 0.6);
    Finding uneven = finiteRank(dense(spiked(40, 1, 1, weak)));
    assertThat(uneven.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(uneven.headline()).isEqualTo("rank 0, bulk variance 1.3, ||Sigma_c|| = 1.6");
    assertThat(uneven.text()).contains("deviate from 1 by 0.4243 ");
  }

  private static Finding finiteRank(Covariance covariance) {
    return finding("A.4 finite", examine(halves(covariance, covariance), CLASSES, SMALL, PAPER));
  }

  /** Traces 50 and 40: 10 of the average 45. Components without weight don't count. */
  @Test
  void tracesThatDiffer() {
    MixtureComponent first = new MixtureComponent(0.5, new double[40], alongAxis(40, 10, 0));
    MixtureComponent second = new MixtureComponent(0.5, new double[40], alongAxis(40, 0, 0));
    MixtureComponent never = new MixtureComponent(0, new double[40], alongAxis(40, 500, 0));
    Finding finding =
        finding("A.4 equal", examine(population(first, never, second), CLASSES, SMALL, PAPER));
    assertThat(finding.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(finding.headline()).isEqualTo("Tr Sigma_c = 50, 40, relative difference 0.2222");
    MixtureComponent all = new MixtureComponent(1, new double[40], alongAxis(40, 10, 0));
    assertThat(finding("A.4 equal", examine(population(all, never), CLASSES, SMALL, PAPER)))
        .returns(Verdict.HOLDS, Finding::verdict)
        .returns("Tr Sigma_c = 50, relative difference 0", Finding::headline);
  }

  /** ||Sigma_bar|| = 1 + 16/2 = 9; along the first axis the variances are 17 and 1. */
  @Test
  void normsOfXi() {
    Population population = halves(alongAxis(40, 16, 0), alongAxis(40, 16, 1));
    Finding none = finding("A.5", examine(population, CLASSES, SMALL, PAPER));
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    Labelling right = labelling(axis(40, 0, 1.0 / 3), axis(40, 9, 1.0 / 3));
    Finding holds = finding("A.5", examine(population, right, SMALL, PAPER));
    assertThat(holds.verdict()).isEqualTo(Verdict.HOLDS);
    // sqrt(17)/3, 1/3 in the first component and 1/3, 1/3 in the second
    assertThat(holds.text()).endsWith("1.374, 0.3333, 0.3333, 0.3333");
    Labelling wrong = labelling(axis(40, 0, 1.0 / 3), axis(40, 9, 0.5));
    Finding fails = finding("A.5", examine(population, wrong, SMALL, PAPER));
    assertThat(fails.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(fails.headline())
        .isEqualTo("||xi|| sqrt(||Sigma_bar||) = 1, 1.5, with ||xi|| = 0.3333, 0.5");
  }

  /** 40^0.37 = 3.92: too little for a norm of 101 and a mean one of 51, too much for 1.5 and 2. */
  @Test
  void strengthsThatAreNotTheSpecs() {
    for (double theta : new double[] {100, 0.5}) {
      Population population = halves(alongAxis(40, theta, 0), alongAxis(40, theta, 1));
      assertThat(finding("strength", examine(population, CLASSES, SMALL, PAPER)).verdict())
          .as("theta = %s", theta)
          .isEqualTo(Verdict.FAILS);
    }
    Population population = halves(alongAxis(40, 4, 0), alongAxis(40, 4, 1));
    assertThat(finding("strength", examine(population, CLASSES, SMALL, PAPER)).verdict())
        .isEqualTo(Verdict.HOLDS);
  }

  private static List<Finding> examine(Population population, double rate) {
    Learner learner =
        new OneGradientStepFactory()
            .create(
                new OneGradientStepFactory.Config(
                    new SquaredFactory().create(new SquaredFactory.Config(), null),
                    OptionalDouble.of(rate),
                    Precision.DOUBLE),
                null);
    return new Assumptions()
        .examine(population, CLASSES, SMALL, PAPER, learner, new ReferenceLinearAlgebra());
  }

  /**
   * ||Sigma_bar|| = 3 = 40^0.2978, ||Sigma_c|| = 5 = 40^0.4363. A rate of 40^0.2 makes betas of
   * .4978 and .6363, alphas of .4018 and .3143, degrees ceil(.9912) and ceil(1.749). It is 2.091,
   * in place of 40^0.37 = 3.915.
   */
  @Test
  void theLearnersRateCounts() {
    Population population = halves(alongAxis(40, 4, 0), alongAxis(40, 4, 1));
    List<Finding> findings = examine(population, Math.pow(40, 0.2));
    Finding strength = finding("strength", findings);
    assertThat(strength.verdict()).isEqualTo(Verdict.HOLDS); // up to a factor of 2
    assertThat(strength.headline())
        .isEqualTo("implied beta 0.4978 to 0.6363, alpha 0.4018 to 0.3143; spec 0.74, 0.5");
    assertThat(strength.text())
        .contains("eta = n^0.2 = 2.091 by the learner; the spec's scaling asks for n^0.37 = 3.91");
    assertThat(finding("theorem", findings).text())
        .endsWith("the implied strengths give degree 1 and degree 2");
    assertThat(finding("strength", examine(population, Math.pow(40, 0.37))).text())
        .contains("eta = n^0.37 = 3.915 by the learner, as the scaling asks for");
  }

  /** 40^0.2978 1000 = 40^2.170: more than any finite degree follows. */
  @Test
  void otherStrengthsThanTheScalingsAreNotTheoremFours() {
    Population population = halves(alongAxis(40, 4, 0), alongAxis(40, 4, 1));
    List<Finding> fast = examine(population, 1000);
    assertThat(finding("strength", fast))
        .returns(Verdict.FAILS, Finding::verdict)
        .returns(
            "implied beta 2.17 to 2.309, alpha 0.8628 to 0.811; spec 0.74, 0.5", Finding::headline);
    assertThat(finding("theorem", fast))
        .isEqualTo(
            new Finding(
                "theorem 4",
                Verdict.NOT_APPLICABLE,
                "beta = 0.74 is not the strength that there is: the rate of the learner is another\n"
                    + "the implied strengths give no finite degree and no finite degree"));
    Population wide = halves(alongAxis(40, 100, 0), alongAxis(40, 100, 1));
    assertThat(finding("theorem", examine(wide, Math.pow(40, 0.37))))
        .returns(Verdict.NOT_APPLICABLE, Finding::verdict)
        .returns(
            "beta = 0.74 is not the strength that there is: the spread of the data is another",
            Finding::headline);
    assertThat(finding("theorem", examine(wide, 1000)).headline())
        .isEqualTo(
            "beta = 0.74 is not the strength that there is: the spread of the data and the rate of"
                + " the learner are others");
    for (String assumption : List.of("strength", "theorem")) {
      assertThat(finding(assumption, examine(population, 0)))
          .returns(Verdict.NOT_APPLICABLE, Finding::verdict)
          .returns("the learner's rate is 0: there is no step", Finding::headline);
    }
  }

  @Test
  void strengthsWithoutADegree() {
    Population population = halves(alongAxis(40, 4, 0), alongAxis(40, 4, 1));
    List<String> headlines = new ArrayList<>();
    for (double beta : new double[] {0.5, 0.9, 1}) {
      Finding finding =
          finding("theorem", examine(population, CLASSES, SMALL, new Scaling(0.5, beta)));
      assertThat(finding.verdict()).as("beta = %s", beta).isEqualTo(Verdict.FAILS);
      headlines.add(finding.headline());
    }
    assertThat(headlines)
        .containsExactly(
            "beta = 1/2 is the boundary between degrees 1 and 2",
            "beta = 9/10 is the boundary between degrees 9 and 10",
            "no finite degree is enough at beta = 1");
  }

  @Test
  void oneDimensionHasNoExponents() {
    Population population = halves(alongAxis(1, 4, 0), alongAxis(1, 4, 0));
    List<Finding> findings = examine(population, CLASSES, new Sizes(1, 1, 1, 1, 1), PAPER);
    assertThat(finding("strength", findings).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(finding("theorem", findings).text()).doesNotContain("implied");
  }
}

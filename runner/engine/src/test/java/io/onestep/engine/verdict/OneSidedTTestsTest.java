package io.onestep.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import io.onestep.engine.spec.VerdictSpec;
import io.onestep.engine.verdict.Conclusion.Different;
import io.onestep.engine.verdict.Conclusion.Equivalent;
import io.onestep.engine.verdict.Conclusion.Inconclusive;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneSidedTTestsTest {
  private static final int SIMULATIONS = 10_000;
  private static final int TRIALS = 10;

  /** The test at a margin and a level. */
  private record Ruled(VerdictSpec rule) {
    Conclusion of(double... differences) {
      return new OneSidedTTests().of(rule, differences);
    }
  }

  private static Ruled test(double margin, double level) {
    return new Ruled(new VerdictSpec(margin, level));
  }

  /**
   * Critical values of Student's t distribution, of the table in section 1.3.6.7.2 of the
   * NIST/SEMATECH e-Handbook of Statistical Methods, which gives three digits.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 0.05, 6.314",
    "3, 0.05, 2.920",
    "5, 0.05, 2.132",
    "10, 0.05, 1.833",
    "20, 0.05, 1.729",
    "2, 0.025, 12.706",
    "10, 0.025, 2.262",
    "20, 0.01, 2.539"
  })
  void theIntervalIsStudents(int trials, double level, double t) {
    double[] differences = new double[trials];
    for (int i = 0; i < trials; i++) {
      differences[i] = i % 3;
    }
    double mean = Arrays.stream(differences).sum() / trials;
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    double standardError = Math.sqrt(squares / (trials - 1) / trials);
    RelativeDifference difference = test(1, level).of(differences).difference();
    assertThat(difference.trials()).isEqualTo(trials);
    assertThat(difference.mean()).isCloseTo(mean, within(1e-12));
    assertThat((difference.high() - mean) / standardError).isCloseTo(t, within(5e-4));
    assertThat((mean - difference.low()) / standardError).isCloseTo(t, within(5e-4));
  }

  /**
   * By hand: mean 0.03, deviation sqrt(0.001/4) = 0.015811, standard error 0.0070711, and with t =
   * 2.132 (4 degrees of freedom, as above) the interval from 0.01492 to 0.04508.
   */
  @ParameterizedTest
  @CsvSource({
    "0.046, equivalent",
    "0.0451, equivalent",
    "0.045, inconclusive",
    "0.03, inconclusive",
    "0.015, inconclusive",
    "0.0149, different",
    "0.001, different"
  })
  void theIntervalDecidesOnEitherSide(double margin, String conclusion) {
    double[] differences = {0.01, 0.02, 0.03, 0.04, 0.05};
    double[] negative = Arrays.stream(differences).map(d -> -d).toArray();
    assertThat(test(margin, 0.05).of(differences).text()).isEqualTo(conclusion);
    assertThat(test(margin, 0.05).of(negative).text()).isEqualTo(conclusion);
  }

  @Test
  void equalDifferencesAreOnePoint() {
    Ruled test = test(0.05, 0.05);
    assertThat(test.of(0, 0, 0)).isEqualTo(new Equivalent(new RelativeDifference(3, 0, 0, 0)));
    assertThat(test.of(-0.1, -0.1))
        .isEqualTo(new Different(new RelativeDifference(2, -0.1, -0.1, -0.1)));
    assertThat(test.of(0.05, 0.05)).isInstanceOf(Inconclusive.class);
  }

  @Test
  void oneTrialDecidesNothing() {
    assertThat(test(0.05, 0.05).of(0.001))
        .isEqualTo(
            new Inconclusive(
                new RelativeDifference(
                    1, 0.001, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                "a verdict needs at least 2 trials, there is 1"));
  }

  @Test
  void aTrialWithoutARelativeDifferenceIsNotPassedOver() {
    double infinite = Double.POSITIVE_INFINITY;
    Map.of(
            new double[] {0, infinite, 0, infinite},
            "the error compared with is 0 up to rounding in 2 of 4 trials",
            new double[] {0, Double.NaN, infinite, Double.NaN},
            "both errors are 0 up to rounding in 2 of 4 trials")
        .forEach(
            (differences, reason) -> {
              Conclusion conclusion = test(0.05, 0.05).of(differences);
              assertThat(conclusion.difference().mean()).isNaN();
              assertThat(conclusion)
                  .isInstanceOfSatisfying(
                      Inconclusive.class, i -> assertThat(i.reason()).isEqualTo(reason));
            });
  }

  /**
   * At a true difference of exactly the margin, the level is reached: as the other bound is 40
   * standard errors away, both probabilities are those of one t test, which is exact. 10^4
   * simulations, 5 standard errors.
   */
  @ParameterizedTest
  @CsvSource({"0.05, 0.05", "-0.05, 0.05", "0.05, 0.01"})
  void atTheMarginTheLevelIsReached(double truth, double level) {
    Frequencies found = simulate(truth, 0.008, test(0.05, level));
    double tolerance = 5 * Math.sqrt(level * (1 - level) / SIMULATIONS);
    assertThat(found.equivalent()).isCloseTo(level, within(tolerance));
    assertThat(found.different()).isCloseTo(level, within(tolerance));
  }

  /** The margin is 0.8 standard errors: no interval fits, and the level is kept all the more. */
  @Test
  void withMuchNoiseTheLevelIsKept() {
    Frequencies found = simulate(0.05, 0.2, test(0.05, 0.05));
    double tolerance = 5 * Math.sqrt(0.05 * 0.95 / SIMULATIONS);
    assertThat(found.equivalent()).isLessThan(0.05 + tolerance);
    assertThat(found.different()).isBetween(0.05 - tolerance, 0.1 + tolerance);
  }

  /** The margin is 16 standard errors away: t = 1.833 reaches it if s is 8 times too large. */
  @Test
  void farFromTheMarginTheVerdictIsRight() {
    assertThat(simulate(0, 0.01, test(0.05, 0.05)).equivalent()).isGreaterThan(0.999);
    assertThat(simulate(0.1, 0.01, test(0.05, 0.05)).different()).isGreaterThan(0.999);
    assertThat(simulate(-0.1, 0.01, test(0.05, 0.05)).different()).isGreaterThan(0.999);
  }

  private record Frequencies(double equivalent, double different) {}

  private static Frequencies simulate(double truth, double deviation, Ruled test) {
    RandomStream stream = RandomStreams.of(1).stream("differences");
    int equivalent = 0;
    int different = 0;
    for (int s = 0; s < SIMULATIONS; s++) {
      double[] z = stream.gaussians(TRIALS);
      Conclusion conclusion =
          test.of(Arrays.stream(z).map(value -> truth + deviation * value).toArray());
      if (conclusion instanceof Equivalent) {
        equivalent++;
      } else if (conclusion instanceof Different) {
        different++;
      }
    }
    return new Frequencies((double) equivalent / SIMULATIONS, (double) different / SIMULATIONS);
  }
}

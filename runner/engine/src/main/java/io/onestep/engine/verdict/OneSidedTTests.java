package io.onestep.engine.verdict;

import io.onestep.engine.spec.VerdictSpec;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Two one-sided t tests on paired relative differences (D. J. Schuirmann, "A comparison of the two
 * one-sided tests procedure and the power approach for assessing the equivalence of average
 * bioavailability", J. Pharmacokinetics and Biopharmaceutics 15, 1987), in the form of a confidence
 * interval: with the mean d and the deviation s of N differences, and t the quantile of Student's
 * distribution of N - 1 degrees of freedom at 1 - level, the interval {@code d +- t s / sqrt N} has
 * the confidence 1 - 2 level. If the mean difference is really as large as the margin, or larger,
 * the probability of {@link Conclusion.Equivalent} is at most the level; if it is not larger, that
 * of {@link Conclusion.Different} is at most the level on either side, so twice the level in all.
 * Both presuppose differences that are independent and close to normal. If all differences are
 * equal, the interval is that one number.
 */
public record OneSidedTTests() implements EquivalenceTest {
  @Override
  public Conclusion of(VerdictSpec rule, double... differences) {
    long undefined = Arrays.stream(differences).filter(d -> !Double.isFinite(d)).count();
    if (undefined > 0) {
      long zero = Arrays.stream(differences).filter(Double::isNaN).count();
      return new Conclusion.Inconclusive(
          unknown(differences.length, Double.NaN),
          zero > 0
              ? "both errors are 0 up to rounding in %d of %d trials"
                  .formatted(zero, differences.length)
              : "the error compared with is 0 up to rounding in %d of %d trials"
                  .formatted(undefined, differences.length));
    }
    SummaryStatistics statistics = new SummaryStatistics();
    Arrays.stream(differences).forEach(statistics::addValue);
    double mean = statistics.getMean();
    if (differences.length < 2) {
      return new Conclusion.Inconclusive(
          unknown(differences.length, mean),
          "a verdict needs at least 2 trials, there is %d".formatted(differences.length));
    }
    double half =
        quantile(1 - rule.level(), differences.length - 1)
            * statistics.getStandardDeviation()
            / Math.sqrt(differences.length);
    RelativeDifference difference =
        new RelativeDifference(differences.length, mean, mean - half, mean + half);
    if (difference.low() > -rule.margin() && difference.high() < rule.margin()) {
      return new Conclusion.Equivalent(difference);
    }
    if (difference.low() > rule.margin() || difference.high() < -rule.margin()) {
      return new Conclusion.Different(difference);
    }
    return new Conclusion.Inconclusive(
        difference, "the confidence interval lies on both sides of the margin");
  }

  private static RelativeDifference unknown(int trials, double mean) {
    return new RelativeDifference(trials, mean, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  private static double quantile(double probability, int degreesOfFreedom) {
    // No generator: the distribution is not sampled from.
    return new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(probability);
  }

  @Override
  public String text(VerdictSpec rule) {
    BigDecimal level = BigDecimal.valueOf(rule.level());
    return ("equivalent if the %s %% confidence interval of the mean of the trials' relative"
            + " differences lies within +-%s %% (level %s at each point alone)")
        .formatted(
            percent(BigDecimal.ONE.subtract(level.add(level))),
            percent(BigDecimal.valueOf(rule.margin())),
            level.toPlainString());
  }

  private static String percent(BigDecimal share) {
    return share.scaleByPowerOfTen(2).stripTrailingZeros().toPlainString();
  }
}

package io.onestep.datamodels.mixture;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
  private static final RandomStreams STREAMS = RandomStreams.of(11);

  private static int[] allocate(Allocation allocation, int m, double... weights) {
    return allocation.allocate(weights, m, STREAMS.stream("allocation"));
  }

  private static long count(int[] component, int c) {
    return Arrays.stream(component).filter(value -> value == c).count();
  }

  /** Expected: int(rho m) in exact arithmetic. 0.29 * 100 is 28.999999999999996 in doubles. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 1000, 300",
    "0.29, 100, 29",
    "0.5, 7, 3",
    "0, 10, 0",
    "1, 10, 10",
    "0.999, 10, 9",
    "0.4444444444444444, 1000, 444"
  })
  void stratifiedGivesComponentOneItsExactNumberAndTheLastTheRest(double rho, int m, int expected) {
    int[] component = allocate(Allocation.STRATIFIED, m, rho, 1 - rho);
    assertThat(count(component, 0)).isEqualTo(expected);
    assertThat(count(component, 1)).isEqualTo(m - expected);
    assertThat(component).isSorted();
  }

  @Test
  void stratifiedKeepsTheRestFromAComponentWithoutWeight() {
    int[] component = allocate(Allocation.STRATIFIED, 1001, 0.3, 0.7, 0);
    assertThat(count(component, 0)).isEqualTo(300);
    assertThat(count(component, 1)).isEqualTo(701);
  }

  /** Binomial counts at 5 standard errors. */
  @Test
  void multinomialCountsFollowTheWeights() {
    double[] weights = {0.2, 0, 0.5, 0.3, 0};
    int m = 100_000;
    int[] component = allocate(Allocation.MULTINOMIAL, m, weights);
    for (int c = 0; c < weights.length; c++) {
      double standardError = Math.sqrt(m * weights[c] * (1 - weights[c]));
      assertThat(Math.abs(count(component, c) - m * weights[c]))
          .isLessThanOrEqualTo(5 * standardError);
    }
  }

  /**
   * Pairs of neighbours fall on one component with probability sum rho^2, if rows are independent;
   * 5 standard errors (of independent pairs).
   */
  @Test
  void multinomialRowsAreIndependent() {
    int m = 100_000;
    int[] component = allocate(Allocation.MULTINOMIAL, m, 0.3, 0.7);
    double equal = 0;
    for (int row = 0; row < m; row += 2) {
      equal += component[row] == component[row + 1] ? 1 : 0;
    }
    double probability = 0.3 * 0.3 + 0.7 * 0.7;
    assertThat(Math.abs(equal / (m / 2.0) - probability))
        .isLessThan(5 * Math.sqrt(probability * (1 - probability) / (m / 2.0)));
  }

  @Test
  void multinomialWithWeightOneIsCertain() {
    assertThat(count(allocate(Allocation.MULTINOMIAL, 1000, 0, 1), 1)).isEqualTo(1000);
    assertThat(count(allocate(Allocation.MULTINOMIAL, 1000, 1, 0), 0)).isEqualTo(1000);
  }
}

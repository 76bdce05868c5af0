package io.onestep.equivalence.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.setting.Scaling;
import io.onestep.equivalence.model.DegreeRule;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DegreeTest {
  /** Theorem 4 as it is stated: degree l - 1 for (l-2)/(l-1) < beta < (l-1)/l. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 0.49, 0.51, 0.6, 0.66, 0.67, 0.74, 0.76, 0.9001, 0.987})
  void degreeOfTheorem4(double beta) {
    int l =
        IntStream.rangeClosed(2, 1000)
            .filter(i -> (i - 2.0) / (i - 1) < beta && beta < (i - 1.0) / i)
            .findFirst()
            .orElseThrow();
    assertThat(Degree.ofTheorem4(beta)).isEqualTo(l - 1);
    // With all the strength in the data the sharper rule is theorem 4.
    assertThat(DegreeRule.SHARPER.degree(new Scaling(0, beta))).isEqualTo(l - 1);
  }

  @Test
  void strengthsOutsideOfTheUnitIntervalHaveADegreeToo() {
    assertThat(Degree.ofTheorem4(-0.2)).isEqualTo(1);
    assertThat(Degree.ofTheorem4(0)).isEqualTo(1);
    assertThat(Degree.ofTheorem4(1)).isEqualTo(DegreeRule.NONE);
    assertThat(Degree.ofTheorem4(1.2)).isEqualTo(DegreeRule.NONE);
  }

  /**
   * Moniri et al. (2024): with isotropic data and a step n^(1/2 + a) (their eta n^a times sqrt n of
   * another normalisation) the degree is l for (l-1)/(2l) < a < l/(2l + 2).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 0.24, 0.26, 0.33, 0.34, 0.37, 0.38, 0.44, 0.485})
  void sharperRuleOfAStepAlone(double a) {
    int l =
        IntStream.rangeClosed(1, 1000)
            .filter(i -> (i - 1.0) / (2 * i) < a && a < i / (2.0 * i + 2))
            .findFirst()
            .orElseThrow();
    assertThat(DegreeRule.SHARPER.degree(new Scaling(1, 0.5 + a))).isEqualTo(l);
  }

  /** The smallest d with (d + 1) min(2 (1 - beta), 1 - beta (1 - alpha)) > 1, by trying all. */
  @Test
  void sharperRuleInBetween() {
    for (double alpha = 0; alpha <= 1; alpha += 0.13) {
      for (double beta = 0.005; beta < 1; beta += 0.0171) {
        double x = Math.min(2 * (1 - beta), 1 - beta * (1 - alpha));
        int d = IntStream.rangeClosed(1, 1000).filter(i -> (i + 1) * x > 1).findFirst().orElse(0);
        assertThat(DegreeRule.SHARPER.degree(new Scaling(alpha, beta)))
            .as("%s, %s", alpha, beta)
            .isEqualTo(d);
      }
    }
    assertThat(DegreeRule.SHARPER.degree(new Scaling(0.5, 1))).isEqualTo(DegreeRule.NONE);
    assertThat(DegreeRule.SHARPER.degree(new Scaling(0.5, 0))).isEqualTo(1);
  }

  /** Against the nearest of all (l - 1)/l up to l = 2000. */
  @Test
  void nearestBoundary() {
    for (double beta = 0; beta < 0.999; beta += 0.00137) {
      double b = beta;
      double distance =
          IntStream.rangeClosed(2, 2000)
              .mapToDouble(l -> Math.abs((l - 1.0) / l - b))
              .min()
              .orElseThrow();
      assertThat(Math.abs(Degree.Boundary.nearest(beta).beta() - beta)).isEqualTo(distance);
    }
    assertThat(Degree.Boundary.nearest(0.74)).hasToString("3/4");
    assertThat(Degree.Boundary.nearest(2.0 / 3)).hasToString("2/3");
  }
}

package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.api.Test;

class ErfTest extends ActivationContract {
  private final Activation sigma = new ErfFactory().create(new ErfFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("erf");
  }

  /** Source: {@link Exact#erf}. */
  @Test
  void hasTheStatedAccuracy() {
    Exact.Ulps errors = Exact.ulps(sigma, Exact::erf, 2, 5.9, 6, 26.6, 27.2);
    assertThat(errors.value()).isLessThan(3);
    assertThat(errors.slope()).isLessThan(2);
  }

  /** The two sources against each other, where both converge. */
  @Test
  void hasASourceOfTheStatedDigits() {
    for (double x : new double[] {2, 2.5, 3}) {
      FieldUnivariateDerivative1<Dfp> u = Exact.variable(x);
      FieldUnivariateDerivative1<Dfp> one = Exact.erfcFraction(u).add(Exact.erfSeries(u));
      assertThat(Math.abs(one.subtract(1).getReal())).isLessThan(1e-35);
      assertThat(Math.abs(one.getFirstDerivative().toDouble())).isLessThan(1e-33);
    }
  }

  /** Source: the table of values in Abramowitz and Stegun, table 7.1 (10 decimals). */
  @Test
  void hasThePublishedValues() {
    assertThat(sigma.value(0.5)).isCloseTo(0.5204998778, within(5e-11));
    assertThat(sigma.value(1)).isCloseTo(0.8427007929, within(5e-11));
    assertThat(sigma.value(-2)).isCloseTo(-0.9953222650, within(5e-11));
  }

  @Test
  void isCloseToItsTangentForTinyArguments() {
    for (double u : new double[] {Double.MIN_VALUE, 1e-310, 1e-300, 1e-20}) {
      assertThat(sigma.value(u))
          .isCloseTo(2 / Math.sqrt(Math.PI) * u, within(Math.max(1e-15 * u, Double.MIN_VALUE)));
      assertThat(sigma.value(-u)).isEqualTo(-sigma.value(u));
      assertThat(sigma.derivative(u)).isCloseTo(2 / Math.sqrt(Math.PI), within(3e-16));
    }
    assertThat(sigma.value(0)).isZero();
  }

  @Test
  void isOneFarOut() {
    for (double u : new double[] {1e3, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(1);
      assertThat(sigma.value(-u)).isEqualTo(-1);
      assertThat(sigma.derivative(u)).isZero();
      assertThat(sigma.derivative(-u)).isZero();
    }
  }
}

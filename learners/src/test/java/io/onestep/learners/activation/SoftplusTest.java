package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.api.Test;

class SoftplusTest extends ActivationContract {
  private final Activation sigma =
      new SoftplusFactory().create(new SoftplusFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("softplus");
  }

  /**
   * log(1 + e^u) in the arithmetic of {@link Exact}, far to the left by the series of log(1 + x).
   */
  private static FieldUnivariateDerivative1<Dfp> exact(FieldUnivariateDerivative1<Dfp> u) {
    FieldUnivariateDerivative1<Dfp> e = u.exp();
    if (u.getReal() > -45) {
      return e.add(1).log();
    }
    return e.subtract(e.square().multiply(0.5));
  }

  /** Source: {@link Exact}, whose 40 digits keep 20 of exp(u) in 1 + exp(u) down to u = -45. */
  @Test
  void hasTheStatedAccuracy() {
    Exact.Ulps errors = Exact.ulps(sigma, SoftplusTest::exact, 37, 708.4, 745.1);
    assertThat(errors.value()).isLessThan(3);
    assertThat(errors.slope()).isLessThan(3);
  }

  /** There log(1 + e^u) = e^u to within e^u/2, 1e-22 relatively. Source: the library's exp. */
  @Test
  void isTheExponentialFarToTheLeft() {
    for (double u = -50; u > -708; u -= 0.7) {
      double exp = StrictMath.exp(u);
      assertThat(sigma.value(u)).isCloseTo(exp, within(5e-16 * exp));
    }
  }

  @Test
  void isTheLogarithmOfTwoForTinyArguments() {
    for (double u : new double[] {0, Double.MIN_VALUE, -1e-300, 1e-20}) {
      assertThat(sigma.value(u)).isCloseTo(Math.log(2), within(1.2e-16));
      assertThat(sigma.derivative(u)).isEqualTo(0.5);
    }
  }

  @Test
  void isReluFarOut() {
    for (double u : new double[] {1e3, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(u);
      assertThat(sigma.value(-u)).isZero();
      assertThat(sigma.derivative(u)).isEqualTo(1);
      assertThat(sigma.derivative(-u)).isZero();
    }
  }
}

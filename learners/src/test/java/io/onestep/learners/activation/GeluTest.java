package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.learners.Point;
import io.onestep.testkit.ActivationContract;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.dfp.Dfp;
import org.junit.jupiter.api.Test;

class GeluTest extends ActivationContract {
  private static final double ZERO = 0.7517915246935645;

  private final Activation sigma = new GeluFactory().create(new GeluFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("gelu");
  }

  /** u Phi(u) in the arithmetic of {@link Exact}. */
  private static FieldUnivariateDerivative1<Dfp> exact(FieldUnivariateDerivative1<Dfp> u) {
    Dfp root = u.getValue().newInstance(2).sqrt();
    FieldUnivariateDerivative1<Dfp> x = u.divide(root);
    FieldUnivariateDerivative1<Dfp> twice =
        u.getReal() > 0 ? Exact.erf(x).add(1) : Exact.erfc(x.negate());
    return twice.multiply(u).multiply(0.5);
  }

  /** The derivative vanishes at the second seam. */
  @Test
  void hasTheStatedAccuracy() {
    Exact.Ulps errors = Exact.ulps(sigma, GeluTest::exact, 0.5, ZERO, 8, 37.5, 38.5, 38.9);
    assertThat(errors.value()).isLessThan(4);
    assertThat(errors.slope()).isLessThan(4);
  }

  @Test
  void isHalfItsArgumentForTinyArguments() {
    for (double u : new double[] {0, 1e-300, -1e-300, 1e-20, -1e-20}) {
      assertThat(sigma.value(u)).isCloseTo(u / 2, within(1e-15 * Math.abs(u)));
      assertThat(sigma.derivative(u)).isCloseTo(0.5, within(1e-16));
    }
  }

  @Test
  void isReluFarOut() {
    for (double u : new double[] {50, 1e3, 1e300, Double.POSITIVE_INFINITY}) {
      assertThat(sigma.value(u)).isEqualTo(u);
      assertThat(sigma.value(-u)).isZero();
      assertThat(sigma.derivative(u)).isEqualTo(1);
      assertThat(sigma.derivative(-u)).isZero();
    }
  }
}

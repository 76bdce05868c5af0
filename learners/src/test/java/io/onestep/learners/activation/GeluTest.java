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
  private final Activation sigma = new GeluFactory().create(new GeluFactory.Config(), Point.ANY);

  @Override
  protected Activation activation() {
    return sigma;
  }

  @Test
  void isNamed() {
    assertThat(sigma.label()).isEqualTo("gelu");
  }

  /** u (1 + erf(u/sqrt 2))/2 in the arithmetic of {@link Exact}. */
  private static FieldUnivariateDerivative1<Dfp> exact(FieldUnivariateDerivative1<Dfp> u) {
    Dfp root = u.getValue().newInstance(2).sqrt();
    return Exact.erf(u.multiply(root).multiply(0.5)).add(1).multiply(u).multiply(0.5);
  }

  @Test
  void hasTheStatedAccuracy() {
    for (double reach : new double[] {1, 10}) {
      Exact.Errors left = Exact.errors(sigma, GeluTest::exact, -reach, 0);
      assertThat(left.absolute()).isLessThan(3e-16);
      assertThat(left.slopeAbsolute()).isLessThan(4e-16);
      Exact.Errors right = Exact.errors(sigma, GeluTest::exact, 0, reach);
      assertThat(right.relative()).isLessThan(4e-16);
      assertThat(right.slopeAbsolute()).isLessThan(4e-16);
    }
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

package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.function.UnaryOperator;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;

/**
 * Functions to 40 decimal digits with their derivatives by automatic differentiation: Hipparchus's
 * decimal floating point numbers under Hipparchus's derivatives.
 */
final class Exact {
  private static final DfpField FIELD = new DfpField(40);
  private static final int POINTS = 400;

  private Exact() {}

  /** The largest errors of an activation and of its derivative over some points. */
  record Errors(double absolute, double relative, double slopeAbsolute, double slopeRelative) {}

  static FieldUnivariateDerivative1<Dfp> variable(double u) {
    return new FieldUnivariateDerivative1<>(FIELD.newDfp(u), FIELD.getOne());
  }

  /** erf by its series of positive terms, exp(-x^2) (2/sqrt pi) sum_n 2^n x^(2n+1)/(2n+1)!!. */
  static FieldUnivariateDerivative1<Dfp> erf(FieldUnivariateDerivative1<Dfp> x) {
    FieldUnivariateDerivative1<Dfp> square = x.square();
    FieldUnivariateDerivative1<Dfp> term = x;
    FieldUnivariateDerivative1<Dfp> sum = x;
    for (int n = 1; term.divide(sum).getReal() > 1e-40; n++) {
      term = term.multiply(square).multiply(FIELD.newDfp(2).divide(2 * n + 1));
      sum = sum.add(term);
    }
    Dfp factor = FIELD.newDfp(2).divide(FIELD.getPi().sqrt());
    return square.negate().exp().multiply(sum).multiply(factor);
  }

  static Errors errors(
      Activation sigma,
      UnaryOperator<FieldUnivariateDerivative1<Dfp>> exact,
      double from,
      double to) {
    double absolute = 0;
    double relative = 0;
    double slopeAbsolute = 0;
    double slopeRelative = 0;
    for (double u : points(from, to)) {
      FieldUnivariateDerivative1<Dfp> truth = exact.apply(variable(u));
      double error = error(sigma.value(u), truth.getValue());
      double slopeError = error(sigma.derivative(u), truth.getFirstDerivative());
      absolute = Math.max(absolute, error);
      slopeAbsolute = Math.max(slopeAbsolute, slopeError);
      if (error > 0) {
        relative = Math.max(relative, error / Math.abs(truth.getValue().toDouble()));
      }
      if (slopeError > 0) {
        slopeRelative =
            Math.max(slopeRelative, slopeError / Math.abs(truth.getFirstDerivative().toDouble()));
      }
    }
    Errors errors = new Errors(absolute, relative, slopeAbsolute, slopeRelative);
    assertThat(absolute + slopeAbsolute).as("%s", errors).isFinite();
    return errors;
  }

  private static double error(double value, Dfp truth) {
    return truth.subtract(FIELD.newDfp(value)).abs().toDouble();
  }

  /** Uniform points in [from, to], and powers of ten times uniform ones for what is small there. */
  private static double[] points(double from, double to) {
    RandomStream random = RandomStreams.of(1).stream("points");
    double[] points = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      points[i] = from + (to - from) * random.nextDouble();
      if (i % 4 == 0) {
        points[i] *= Math.pow(10, -18 * random.nextDouble());
      }
    }
    return points;
  }
}

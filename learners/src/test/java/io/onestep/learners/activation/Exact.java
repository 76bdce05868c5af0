package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.dfp.Dfp;
import org.hipparchus.dfp.DfpField;

/**
 * Functions to 40 decimal digits, relative to their size however small, with their derivatives by
 * automatic differentiation: Hipparchus's decimal floating point numbers under Hipparchus's
 * derivatives.
 */
final class Exact {
  private static final DfpField FIELD = new DfpField(40);
  private static final double LN_2 = Math.log(2);

  private Exact() {}

  /** The largest errors of an activation and of its derivative, in ulp of the exact values. */
  record Ulps(double value, double slope) {}

  static FieldUnivariateDerivative1<Dfp> variable(double u) {
    return new FieldUnivariateDerivative1<>(FIELD.newDfp(u), FIELD.getOne());
  }

  /** 1/(1 + exp(-u)), whose derivative keeps its digits on both sides. */
  static FieldUnivariateDerivative1<Dfp> sigmoid(FieldUnivariateDerivative1<Dfp> u) {
    return u.negate().exp().add(1).reciprocal();
  }

  /** tanh by exponentials, close to 0 by its series. */
  static FieldUnivariateDerivative1<Dfp> tanh(FieldUnivariateDerivative1<Dfp> u) {
    if (Math.abs(u.getReal()) > 1e-5) {
      return sigmoid(u.multiply(2)).multiply(2).subtract(1);
    }
    FieldUnivariateDerivative1<Dfp> square = u.square();
    return square
        .multiply(-17)
        .divide(FIELD.newDfp(315))
        .add(FIELD.newDfp(2).divide(15))
        .multiply(square)
        .subtract(FIELD.getOne().divide(3))
        .multiply(square)
        .add(1)
        .multiply(u);
  }

  /** erf by its series close to 0, else by {@link #erfc}. */
  static FieldUnivariateDerivative1<Dfp> erf(FieldUnivariateDerivative1<Dfp> x) {
    if (Math.abs(x.getReal()) < 2) {
      return erfSeries(x);
    }
    return x.getReal() > 0 ? erfc(x).negate().add(1) : erfc(x.negate()).subtract(1);
  }

  /** 1 - erf for positive x, from 2 on by {@link #erfcFraction}. */
  static FieldUnivariateDerivative1<Dfp> erfc(FieldUnivariateDerivative1<Dfp> x) {
    return x.getReal() < 2 ? erfSeries(x).negate().add(1) : erfcFraction(x);
  }

  /** erf by its series of terms of one sign, exp(-x^2) (2/sqrt pi) sum_n 2^n x^(2n+1)/(2n+1)!!. */
  static FieldUnivariateDerivative1<Dfp> erfSeries(FieldUnivariateDerivative1<Dfp> x) {
    FieldUnivariateDerivative1<Dfp> square = x.square();
    FieldUnivariateDerivative1<Dfp> term = x;
    FieldUnivariateDerivative1<Dfp> sum = x;
    for (int n = 1; x.getReal() != 0 && term.divide(sum).getReal() > 1e-42; n++) {
      term = term.multiply(square).multiply(FIELD.newDfp(2).divide(2 * n + 1));
      sum = sum.add(term);
    }
    Dfp factor = FIELD.newDfp(2).divide(FIELD.getPi().sqrt());
    return square.negate().exp().multiply(sum).multiply(factor);
  }

  /**
   * 1 - erf by Laplace's continued fraction exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + (2/2)/(x +
   * (3/2)/(x + ...)))).
   */
  static FieldUnivariateDerivative1<Dfp> erfcFraction(FieldUnivariateDerivative1<Dfp> x) {
    FieldUnivariateDerivative1<Dfp> tail = x;
    for (int n = 20 + (int) (1600 / (x.getReal() * x.getReal())); n > 0; n--) {
      tail = x.add(tail.reciprocal().multiply(FIELD.newDfp(n).divide(2)));
    }
    return x.square().negate().exp().divide(tail.multiply(FIELD.getPi().sqrt()));
  }

  /** Returns the errors over {@link #points}. */
  static Ulps ulps(
      Activation sigma, UnaryOperator<FieldUnivariateDerivative1<Dfp>> exact, double... seams) {
    double value = 0;
    double slope = 0;
    for (double u : points(seams)) {
      FieldUnivariateDerivative1<Dfp> truth = exact.apply(variable(u));
      value = Math.max(value, ulps(sigma.value(u), truth.getValue(), u));
      slope = Math.max(slope, ulps(sigma.derivative(u), truth.getFirstDerivative(), u));
    }
    return new Ulps(value, slope);
  }

  private static double ulps(double value, Dfp truth, double u) {
    double ulps =
        truth
            .subtract(FIELD.newDfp(value))
            .abs()
            .divide(FIELD.newDfp(Math.ulp(truth.toDouble())))
            .toDouble();
    assertThat(ulps).as("the error at %s in ulp", u).isLessThan(1e3);
    return ulps;
  }

  /**
   * Points of the whole range in which an activation is not at its limits: uniform ones on several
   * scales, powers of ten down to the least double, points close to the seams (where a formula
   * changes or has a zero) and to where a reduction by multiples of ln 2 changes; of both signs.
   */
  private static double[] points(double... seams) {
    RandomStream random = RandomStreams.of(1).stream("points");
    DoubleStream.Builder points = DoubleStream.builder();
    for (double reach : new double[] {1, 3, 8, 45, 780}) {
      for (int i = 0; i < 400; i++) {
        points.add(reach * (2 * random.nextDouble() - 1));
      }
    }
    for (int i = 0; i < 400; i++) {
      points.add(sign(random) * Math.pow(10, -323.3 * random.nextDouble()));
      points.add(sign(random) * Math.pow(10, -20 * random.nextDouble()));
    }
    for (double seam : seams) {
      for (int i = 0; i < 60; i++) {
        double distance = random.nextGaussian() * Math.pow(10, -17 * random.nextDouble());
        points.add(sign(random) * (seam + distance));
      }
    }
    for (int i = 0; i < 200; i++) {
      double change = (Math.floor(60 * random.nextDouble()) + 0.5) * LN_2;
      points.add(sign(random) * (change + random.nextGaussian() * 1e-15));
    }
    return points.add(0).add(-0.0).add(Double.MIN_VALUE).add(-Double.MIN_VALUE).build().toArray();
  }

  private static double sign(RandomStream random) {
    return random.nextDouble() < 0.5 ? -1 : 1;
  }
}

package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.PairMoment;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;

/** What every activation keeps. */
public abstract class ActivationContract {
  /** The step of the central differences, and how far from a kink they stay. */
  private static final double STEP = 1e-5;

  private static final GaussIntegrator LEGENDRE = new GaussIntegratorFactory().legendre(12);

  /** Creates the contract. */
  protected ActivationContract() {}

  /**
   * Returns the activation under test.
   *
   * @return the activation
   */
  protected abstract Activation activation();

  @Test
  final void hasALabel() {
    assertThat(activation().label()).isNotBlank();
  }

  @Test
  final void nanGivesNan() {
    Activation sigma = activation();
    assertThat(sigma.value(Double.NaN)).isNaN();
    assertThat(sigma.derivative(Double.NaN)).isNaN();
    double[] u = {Double.NaN, 1, Double.NaN};
    sigma.values(u, 0, 2);
    assertThat(u[0]).isNaN();
    double[] v = {Double.NaN, 1, Double.NaN};
    sigma.derivatives(v, 0, 2);
    assertThat(v[0]).isNaN();
  }

  @Test
  final void blocksAgreeWithSingleNumbers() {
    Activation sigma = activation();
    double[] u = arguments("blocks");
    double[] values = u.clone();
    sigma.values(values, 0, u.length);
    double[] derivatives = u.clone();
    sigma.derivatives(derivatives, 0, u.length);
    for (int i = 0; i < u.length; i++) {
      assertToRounding(values[i], sigma.value(u[i]), "sigma", u[i]);
      assertToRounding(derivatives[i], sigma.derivative(u[i]), "sigma'", u[i]);
    }
  }

  private static void assertToRounding(double block, double single, String what, double u) {
    assertThat(block)
        .as("%s of a block and of a number at %s", what, u)
        .isCloseTo(single, within(1e-14 * Math.max(1, Math.abs(single))));
  }

  @Test
  final void blocksKeepToTheirRange() {
    Activation sigma = activation();
    double[] u = arguments("range");
    int from = 3;
    int to = u.length - 5;
    double[] values = u.clone();
    sigma.values(values, from, to);
    double[] derivatives = u.clone();
    sigma.derivatives(derivatives, from, to);
    for (int i = 0; i < u.length; i++) {
      if (i < from || i >= to) {
        assertThat(values[i]).as("outside the range, at %s", i).isEqualTo(u[i]);
        assertThat(derivatives[i]).as("outside the range, at %s", i).isEqualTo(u[i]);
      } else {
        assertToRounding(values[i], sigma.value(u[i]), "sigma", u[i]);
        assertToRounding(derivatives[i], sigma.derivative(u[i]), "sigma'", u[i]);
      }
    }
    double[] untouched = u.clone();
    sigma.values(untouched, from, from);
    sigma.derivatives(untouched, from, from);
    assertThat(untouched).as("after an empty range").isEqualTo(u);
  }

  /** In single precision, too, and what stands beside the range is left alone. */
  @Test
  final void blocksInSinglePrecisionAgreeWithNumbers() {
    Activation sigma = activation();
    double[] u = arguments("single precision");
    float[] rounded = new float[u.length];
    for (int i = 0; i < u.length; i++) {
      rounded[i] = (float) u[i];
    }
    int from = 3;
    int to = u.length - 5;
    float[] values = rounded.clone();
    sigma.values(values, from, to);
    float[] derivatives = rounded.clone();
    sigma.derivatives(derivatives, from, to);
    for (int i = 0; i < u.length; i++) {
      if (i < from || i >= to) {
        assertThat(values[i]).as("outside the range, at %s", i).isEqualTo(rounded[i]);
        assertThat(derivatives[i]).as("outside the range, at %s", i).isEqualTo(rounded[i]);
      } else {
        double value = sigma.value(rounded[i]);
        double slope = sigma.derivative(rounded[i]);
        double size = Math.max(1, Math.max(Math.abs(rounded[i]), Math.abs(value)));
        assertThat((double) values[i])
            .as("sigma in single precision at %s", rounded[i])
            .isCloseTo(value, within(1e-6 * size));
        assertThat((double) derivatives[i])
            .as("sigma' in single precision at %s", rounded[i])
            .isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
      }
    }
    float[] nan = {Float.NaN, Float.NaN};
    sigma.values(nan, 0, 1);
    sigma.derivatives(nan, 1, 2);
    assertThat(nan).containsOnly(Float.NaN);
  }

  /**
   * Central differences have an error of h^2 sigma'''/6 + 1e-16 |sigma|/h, with h = 1e-5 about
   * 1e-10 for functions of order one with derivatives of order one; the tolerance leaves a factor
   * 1000, and scales with the function.
   */
  @Test
  final void derivativeIsTheLimitOfDifferences() {
    Activation sigma = activation();
    int compared = 0;
    for (double u : arguments("differences")) {
      if (Arrays.stream(sigma.kinks()).anyMatch(kink -> Math.abs(u - kink) <= 2 * STEP)) {
        continue;
      }
      double above = sigma.value(u + STEP);
      double below = sigma.value(u - STEP);
      double scale = Math.max(1, Math.max(Math.abs(sigma.value(u)), Math.abs(sigma.derivative(u))));
      assertThat(sigma.derivative(u))
          .as("the derivative at %s, compared with central differences", u)
          .isCloseTo((above - below) / (2 * STEP), within(1e-7 * scale));
      compared++;
    }
    assertThat(compared).as("points far enough from a kink").isGreaterThan(100);
  }

  @Test
  final void kinksAreAscendingAndTheCallersOwn() {
    Activation sigma = activation();
    double[] kinks = sigma.kinks();
    for (int i = 0; i < kinks.length; i++) {
      assertThat(kinks[i]).isFinite();
      if (i > 0) {
        assertThat(kinks[i]).isGreaterThan(kinks[i - 1]);
      }
    }
    double[] copy = kinks.clone();
    Arrays.fill(kinks, 7);
    assertThat(sigma.kinks()).as("after a caller has changed its array").isEqualTo(copy);
  }

  /**
   * If there is a closed form of E[sigma(u_1) sigma(u_2)], it is what a quadrature over both gives:
   * Gauss and Legendre's rule of 12 nodes in panels split at kinks, u_2 given u_1 inside.
   */
  @Test
  final void pairMomentIsTheExpectation() {
    Activation sigma = activation();
    if (sigma.pairMoment().isEmpty()) {
      return;
    }
    PairMoment closed = sigma.pairMoment().get();
    for (double[] s : new double[][] {{1, 1}, {0.3, 2.5}, {0, 0.7}}) {
      for (double p : new double[] {-1, -0.6, 0, 0.3, 0.999, 1}) {
        double expected = expectation(sigma, s[0], s[1], p);
        double size =
            Math.sqrt(
                expectation(sigma, s[0], s[0], 1) * expectation(sigma, s[1], s[1], 1)
                    + expected * expected);
        assertThat(closed.of(s[0], s[1], p))
            .as("E[sigma(u_1) sigma(u_2)] at deviations %s, %s and correlation %s", s[0], s[1], p)
            .isCloseTo(expected, within(1e-11 * size + 1e-15));
        assertThat(closed.of(s[1], s[0], p))
            .as("the same with u_1 and u_2 exchanged")
            .isCloseTo(expected, within(1e-11 * size + 1e-15));
      }
    }
  }

  private static double expectation(Activation sigma, double s1, double s2, double p) {
    double left = Math.sqrt((1 - p) * (1 + p));
    double panel = Math.max(0.02, Math.min(0.5, left));
    double sum = 0;
    for (double[] outer : normalRule(panel, sigma.kinks(), 0, s1)) {
      double centre = s2 * p * outer[0];
      double inner = 0;
      if (left == 0 || s2 == 0) {
        inner = sigma.value(centre);
      } else {
        for (double[] node : normalRule(0.5, sigma.kinks(), centre, s2 * left)) {
          inner += node[1] * sigma.value(centre + s2 * left * node[0]);
        }
      }
      sum += outer[1] * sigma.value(s1 * outer[0]) * inner;
    }
    return sum;
  }

  /** Nodes z and weights of E[.], z a standard normal, with panels split where c + s z = a kink. */
  private static List<double[]> normalRule(double panel, double[] kinks, double c, double s) {
    double reach = 9;
    double[] ends =
        DoubleStream.concat(
                DoubleStream.of(-reach, reach),
                Arrays.stream(kinks).map(kink -> (kink - c) / s).filter(z -> Math.abs(z) < reach))
            .sorted()
            .toArray();
    List<double[]> rule = new ArrayList<>();
    for (int e = 1; e < ends.length; e++) {
      int panels = (int) Math.max(1, Math.ceil((ends[e] - ends[e - 1]) / panel));
      double half = (ends[e] - ends[e - 1]) / panels / 2;
      for (int i = 0; i < panels; i++) {
        for (int node = 0; node < LEGENDRE.getNumberOfPoints(); node++) {
          double z = ends[e - 1] + half * (2 * i + 1 + LEGENDRE.getPoint(node));
          double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
          rule.add(new double[] {z, half * LEGENDRE.getWeight(node) * density});
        }
      }
    }
    return rule;
  }

  /** Zeros of both signs and normals of standard deviation 3. */
  private static double[] arguments(String name) {
    RandomStream random = RandomStreams.of(1).stream(name);
    double[] u = new double[1003];
    for (int i = 2; i < u.length; i++) {
      u[i] = 3 * random.nextGaussian();
    }
    u[1] = -0.0;
    return u;
  }
}

package io.onestep.equivalence;

import io.onestep.api.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Expectations over two correlated Gaussians by brute force: Gauss and Legendre's rule in panels
 * that are split at kinks, in x and then in y given x. Shares nothing with the program's
 * quadratures and series.
 *
 * @param meanX the mean of x
 * @param meanY the mean of y
 * @param sdX the standard deviation of x, positive
 * @param sdY the standard deviation of y, positive
 * @param correlation their correlation
 */
public record GaussianPair(double meanX, double meanY, double sdX, double sdY, double correlation) {
  private static final double REACH = 8.3;
  private static final int NODES = 12;
  private static final double PANEL = 1;
  private static final GaussIntegrator LEGENDRE = new GaussIntegratorFactory().legendre(NODES);
  private static final List<double[]> SMOOTH = rule(PANEL, new double[0]);

  /** Returns E[g(x) h(y)]. */
  public double product(Activation g, Activation h) {
    return expectation((x, y) -> g.value(x) * h.value(y), g.kinks(), h.kinks());
  }

  /** Returns E[f(x, y)], f smooth but at the lines x = a kink and y = a kink. */
  public double expectation(DoubleBinaryOperator f, double[] kinksX, double[] kinksY) {
    double left = Math.sqrt((1 - correlation) * (1 + correlation));
    // E[f | x] varies over sdX left / correlation.
    double panel = Math.max(0.02, Math.min(PANEL, 2 * left));
    double sum = 0;
    for (double[] outer : rule(panel, scaled(kinksX, meanX, sdX))) {
      double x = meanX + sdX * outer[0];
      double centre = meanY + sdY * correlation * outer[0];
      double spread = sdY * left;
      double inner = 0;
      if (spread < 1e-12 * sdY) {
        inner = f.applyAsDouble(x, centre);
      } else {
        boolean smooth = kinksY.length == 0;
        for (double[] node : smooth ? SMOOTH : rule(PANEL, scaled(kinksY, centre, spread))) {
          inner += node[1] * f.applyAsDouble(x, centre + spread * node[0]);
        }
      }
      sum += outer[1] * inner;
    }
    return sum;
  }

  private static double[] scaled(double[] kinks, double mean, double sd) {
    double[] z = new double[kinks.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (kinks[i] - mean) / sd;
    }
    return z;
  }

  /** Nodes and weights for E[.] over a standard normal, with panels of at most a length. */
  private static List<double[]> rule(double length, double[] kinks) {
    List<Double> ends = new ArrayList<>(List.of(-REACH, REACH));
    for (double kink : kinks) {
      if (Math.abs(kink) < REACH) {
        ends.add(kink);
      }
    }
    ends.sort(null);
    List<double[]> rule = new ArrayList<>();
    for (int e = 1; e < ends.size(); e++) {
      double from = ends.get(e - 1);
      int panels = (int) Math.ceil((ends.get(e) - from) / length);
      double half = (ends.get(e) - from) / Math.max(1, panels) / 2;
      for (int p = 0; p < panels; p++) {
        for (int i = 0; i < NODES; i++) {
          double z = from + half * (2 * p + 1 + LEGENDRE.getPoint(i));
          double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
          rule.add(new double[] {z, half * LEGENDRE.getWeight(i) * density});
        }
      }
    }
    return rule;
  }
}

package io.onestep.equivalence.conditional;

import io.onestep.api.activation.Activation;
import io.onestep.api.error.NumericalException;
import io.onestep.equivalence.hermite.HermiteExpansion;
import io.onestep.equivalence.quadrature.PanelQuadrature;
import java.util.Arrays;

/**
 * The moments of an activation of a normal variable as functions of its mean t and its standard
 * deviation tau: M = E sigma(t + tau z), A = E[z sigma(t + tau z)] and the standard deviation N of
 * what is left, N^2 = Var sigma(t + tau z) - A^2.
 *
 * <p>They are tabulated by quadrature on a grid, uniform in t and in log tau, and interpolated by
 * cubic polynomials in both. Being smoothed by the normal density, they vary over lengths of tau
 * whatever the activation, so that the grid can be coarse: errors are about 1e-6, and below 1e-5,
 * of the larger of tau and the standard deviation of sigma(t + tau z). Off the grid the moments are
 * computed by quadrature at each call.
 */
final class ConditionalMoments {
  /** Step in t, in units of the smallest tau. */
  private static final double STEP = 1.0 / 16;

  /** Step in log tau. */
  private static final double LOG_STEP = 1.0 / 32;

  /** How many taus the quadrature reaches to both sides. */
  private static final double REACH = 9;

  /** M, A and N stand side by side. */
  private static final int MOMENTS = 3;

  /** Knots that an interpolation takes in each direction. */
  private static final int POINTS = 4;

  /** Keeps a table below 25 MB whatever it is asked to cover. */
  private static final int MAX_KNOTS = 1_000_000;

  private final Activation activation;
  private final double logFirstTau;
  private final int taus;
  private final double firstT;
  private final double step;
  private final int knots;

  /** Moment f at knot i of tau node l stands at (l knots + i) MOMENTS + f. */
  private final double[] table;

  private ConditionalMoments(
      Activation activation, double logFirstTau, int taus, double firstT, double step, int knots) {
    this.activation = activation;
    this.logFirstTau = logFirstTau;
    this.taus = taus;
    this.firstT = firstT;
    this.step = step;
    this.knots = knots;
    this.table = new double[taus * knots * MOMENTS];
  }

  /**
   * Tabulates the moments.
   *
   * @param activation the activation sigma
   * @param minTau the smallest tau, more than 0
   * @param maxTau the largest tau
   * @param reach the largest |t| that is not rare
   */
  static ConditionalMoments of(Activation activation, double minTau, double maxTau, double reach) {
    int taus = (int) Math.ceil(Math.log(maxTau / minTau) / LOG_STEP) + POINTS;
    double step = STEP * minTau;
    int half = (int) Math.min(Math.ceil(reach / step), MAX_KNOTS / (2 * taus)) + POINTS;
    ConditionalMoments moments =
        new ConditionalMoments(
            activation, Math.log(minTau) - LOG_STEP, taus, -half * step, step, 2 * half + 1);
    moments.fill();
    return moments;
  }

  private void fill() {
    double margin = REACH * tau(taus - 1);
    double panel = Math.min(1, 2 * tau(0));
    if (!((margin - firstT) / panel < MAX_KNOTS)) {
      throw new NumericalException(
          "pre-activations given the spikes have standard deviations from %.3g to %.3g, too large or"
                  .formatted(tau(0), tau(taus - 1))
              + " too far apart for a table of their moments");
    }
    PanelQuadrature quadrature =
        PanelQuadrature.of(firstT - margin, margin - firstT, panel, activation.kinks());
    double[] u = quadrature.nodes();
    double[] weights = quadrature.weights();
    double[] sigma = u.clone();
    activation.values(sigma, 0, sigma.length);
    double[] p = new double[u.length];
    for (int l = 0; l < taus; l++) {
      int from = 0;
      int to = 0;
      for (int i = 0; i < knots; i++) {
        double tau = tau(l);
        double t = firstT + i * step;
        while (u[from] < t - REACH * tau) {
          from++;
        }
        while (to < u.length && u[to] <= t + REACH * tau) {
          to++;
        }
        double m = 0;
        double a = 0;
        for (int node = from; node < to; node++) {
          double z = (u[node] - t) / tau;
          p[node] = weights[node] * Math.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * tau);
          m += p[node] * sigma[node];
          a += p[node] * z * sigma[node];
        }
        double variance = 0;
        for (int node = from; node < to; node++) {
          double rest = sigma[node] - m - a * (u[node] - t) / tau;
          variance += p[node] * rest * rest;
        }
        int at = (l * knots + i) * MOMENTS;
        table[at] = m;
        table[at + 1] = a;
        table[at + 2] = Math.sqrt(variance);
      }
    }
  }

  private double tau(int l) {
    return Math.exp(logFirstTau + l * LOG_STEP);
  }

  /**
   * Returns the moments as functions of t.
   *
   * @param tau a tau between the smallest and the largest
   */
  Neuron at(double tau) {
    return new Neuron(tau);
  }

  /** The moments for one tau, that is, for a neuron. */
  final class Neuron {
    private final double tau;
    private final int start;
    private final double w0;
    private final double w1;
    private final double w2;
    private final double w3;

    private Neuron(double tau) {
      this.tau = tau;
      double position = (Math.log(tau) - logFirstTau) / LOG_STEP;
      int l = Math.max(0, Math.min(taus - POINTS, (int) position - 1));
      double x = position - l;
      start = l * knots * MOMENTS;
      w0 = weight0(x);
      w1 = weight1(x);
      w2 = weight2(x);
      w3 = weight3(x);
    }

    double tau() {
      return tau;
    }

    /**
     * Computes the moments at a t.
     *
     * @param t any number
     * @param moments takes M, A and N
     */
    void moments(double t, double[] moments) {
      double position = (t - firstT) / step;
      if (!(position >= 1 && position < knots - 2)) {
        integrate(t, moments);
        return;
      }
      int i = (int) position - 1;
      double x = position - i;
      double v0 = weight0(x);
      double v1 = weight1(x);
      double v2 = weight2(x);
      double v3 = weight3(x);
      int at = start + i * MOMENTS;
      moments[0] = interpolate(at, v0, v1, v2, v3);
      moments[1] = interpolate(at + 1, v0, v1, v2, v3);
      moments[2] = interpolate(at + 2, v0, v1, v2, v3);
    }

    private double interpolate(int at, double v0, double v1, double v2, double v3) {
      int stride = knots * MOMENTS;
      return w0 * row(at, v0, v1, v2, v3)
          + w1 * row(at + stride, v0, v1, v2, v3)
          + w2 * row(at + 2 * stride, v0, v1, v2, v3)
          + w3 * row(at + 3 * stride, v0, v1, v2, v3);
    }

    private double row(int at, double v0, double v1, double v2, double v3) {
      return v0 * table[at]
          + v1 * table[at + MOMENTS]
          + v2 * table[at + 2 * MOMENTS]
          + v3 * table[at + 3 * MOMENTS];
    }

    private void integrate(double t, double[] moments) {
      if (!Double.isFinite(t)) {
        Arrays.fill(moments, Double.NaN);
        return;
      }
      HermiteExpansion expansion = HermiteExpansion.of(activation, t, tau, 1);
      moments[0] = expansion.coefficients()[0];
      moments[1] = expansion.coefficients()[1];
      moments[2] = Math.sqrt(expansion.noiseVariance());
    }
  }

  // The weights of the cubic polynomial through values at 0, 1, 2 and 3.

  private static double weight0(double x) {
    return -(x - 1) * (x - 2) * (x - 3) / 6;
  }

  private static double weight1(double x) {
    return x * (x - 2) * (x - 3) / 2;
  }

  private static double weight2(double x) {
    return -x * (x - 1) * (x - 3) / 2;
  }

  private static double weight3(double x) {
    return x * (x - 1) * (x - 2) / 6;
  }
}

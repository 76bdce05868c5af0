package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.equivalence.structure.StructuredFeatures;

/**
 * The resolvent of structured features averaged over the first layer: only the law of neurons'
 * types is known, and the block of the rest is Gaussian.
 *
 * <p>With d_i = D_i + k q and the block's entries N(0, 1/T), the block's resolvent has the
 * deterministic equivalent {@code g_i = 1/(d_i + alpha_i^2 chi)}, {@code chi (1 + (k/T) E[alpha^2
 * g]) = (n - p)/T}; the columns are added by Woodbury's identity. Traces of powers are derivatives
 * in q: df2 = df1 + q df1'. O(columns^2) for each type.
 */
public final class AveragedResolvent implements FeatureResolvent {
  private static final int MOST_STEPS = 1000;
  private static final double ACCURACY = 1e-13;

  private final StructuredFeatures features;
  private final int k;
  private final double rest;
  private final double trace;
  private final LinearAlgebra algebra;

  /**
   * Creates the resolvent.
   *
   * @param features features of types that stand for the neurons' law
   * @param k the number of neurons
   * @param rest the number of directions of the block, n - p
   * @param trace Tr Sigma = T
   * @param algebra the linear algebra to use
   */
  public AveragedResolvent(
      StructuredFeatures features, int k, int rest, double trace, LinearAlgebra algebra) {
    this.features = features;
    this.k = k;
    this.rest = rest;
    this.trace = trace;
    this.algebra = algebra;
  }

  @Override
  public int features() {
    return k;
  }

  @Override
  public double trace() {
    double sum = 0;
    int count = features.diagonal().length;
    for (int i = 0; i < count; i++) {
      double a = features.alpha()[i];
      sum += features.diagonal()[i] + a * a * rest / trace;
      for (double[] column : features.columns()) {
        sum += column[i] * column[i];
      }
    }
    return sum / count;
  }

  @Override
  public ResolventTraces at(double q) {
    Weights weights = weights(q);
    int columns = features.columns().length;
    Matrix w = grams(weights.g);
    Matrix w1 = grams(weights.g1);
    Matrix w2 = grams(weights.g2);
    for (int a = 0; a < columns; a++) {
      w.set(a, a, w.get(a, a) + 1);
    }
    Matrix inverse = algebra.invertPositiveDefinite(w);
    Matrix x1 = Matrix.zeros(columns, columns);
    algebra.multiply(1, inverse, w1, 0, x1);
    double lambda1 = 0;
    double lambda2 = 0;
    for (int a = 0; a < columns; a++) {
      lambda1 += x1.get(a, a);
      for (int b = 0; b < columns; b++) {
        lambda2 += inverse.get(a, b) * w2.get(b, a) - x1.get(a, b) * x1.get(b, a);
      }
    }
    double k2 = (double) k * k;
    double traceQ = k2 * weights.mean(weights.g) + lambda1;
    double traceQ2 = -(k2 * weights.mean(weights.g1) + lambda2);
    double df1 = k - q * traceQ;
    double df2 = k - 2 * q * traceQ + q * q * traceQ2;

    double[] b0 = crosses(features.cross(), weights.g);
    double[] b1 = crosses(features.cross(), weights.g1);
    double[] y = algebra.multiply(inverse, b0);
    double[] w1y = algebra.multiply(w1, y);
    double explained = k * weights.crossSquare(weights.g);
    double slope = k * weights.crossSquare(weights.g1);
    for (int a = 0; a < columns; a++) {
      explained -= b0[a] * y[a];
      slope += y[a] * w1y[a] - 2 * b1[a] * y[a];
    }
    double norm = -slope;
    return new ResolventTraces(df1, df2, (df1 - df2) / q, explained, explained - q * norm, norm);
  }

  @Override
  public double[] componentMeans(double q) {
    Weights weights = weights(q);
    Matrix w = grams(weights.g);
    for (int a = 0; a < w.rows(); a++) {
      w.set(a, a, w.get(a, a) + 1);
    }
    double[] y = algebra.solvePositiveDefinite(w, crosses(features.cross(), weights.g));
    double[] predictions = new double[features.means().length];
    for (int c = 0; c < predictions.length; c++) {
      double[] mean = features.means()[c];
      double[] b = crosses(mean, weights.g);
      double sum = 0;
      for (int i = 0; i < mean.length; i++) {
        sum += mean[i] * features.cross()[i] * weights.g[i];
      }
      predictions[c] = k * sum / mean.length;
      for (int a = 0; a < b.length; a++) {
        predictions[c] -= b[a] * y[a];
      }
    }
    return predictions;
  }

  /** k E[B B^T g]. */
  private Matrix grams(double[] g) {
    double[][] b = features.columns();
    int count = g.length;
    Matrix weighted = Matrix.zeros(b.length, count);
    for (int a = 0; a < b.length; a++) {
      for (int i = 0; i < count; i++) {
        weighted.set(a, i, b[a][i] * g[i]);
      }
    }
    Matrix gram = Matrix.zeros(b.length, b.length);
    algebra.multiplyTransposed((double) k / count, weighted, Matrix.ofRows(b), 0, gram);
    return gram;
  }

  /** k E[B x g]. */
  private double[] crosses(double[] x, double[] g) {
    double[] sums = new double[features.columns().length];
    for (int a = 0; a < sums.length; a++) {
      double[] b = features.columns()[a];
      for (int i = 0; i < g.length; i++) {
        sums[a] += b[i] * x[i] * g[i];
      }
      sums[a] *= (double) k / g.length;
    }
    return sums;
  }

  /** Solves for chi and differentiates g twice in q. */
  private Weights weights(double q) {
    int count = features.diagonal().length;
    double[] alpha2 = new double[count];
    double[] d = new double[count];
    for (int i = 0; i < count; i++) {
      alpha2[i] = features.alpha()[i] * features.alpha()[i];
      d[i] = features.diagonal()[i] + k * q;
    }
    double kappa = k / trace;
    double top = rest / trace;
    double chi = top;
    double s = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      s = 0;
      double square = 0; // E[alpha^4 g^2]
      for (int i = 0; i < count; i++) {
        double g = 1 / (d[i] + alpha2[i] * chi);
        s += alpha2[i] * g;
        square += alpha2[i] * alpha2[i] * g * g;
      }
      s /= count;
      square /= count;
      // chi (1 + kappa s(chi)) increases in chi and is concave: Newton from the right stays right
      // after a first step; kept positive anyway.
      double value = chi * (1 + kappa * s) - top;
      double next = chi - value / (1 + kappa * s - chi * kappa * square);
      next = next > 0 ? next : chi / 2;
      boolean settled = Math.abs(next - chi) <= ACCURACY * chi;
      chi = next;
      if (settled) {
        break;
      }
    }
    double[] g = new double[count];
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < count; i++) {
      g[i] = 1 / (d[i] + alpha2[i] * chi);
      aa += alpha2[i] * g[i] * g[i];
      bb += alpha2[i] * alpha2[i] * g[i] * g[i];
    }
    aa /= count;
    bb /= count;
    double slope = 1 + kappa * s - chi * kappa * bb;
    double chi1 = chi * kappa * k * aa / slope;
    double s1 = -k * aa - chi1 * bb;
    double cc = 0;
    for (int i = 0; i < count; i++) {
      double e = k + alpha2[i] * chi1;
      cc += alpha2[i] * e * e * g[i] * g[i] * g[i];
    }
    cc /= count;
    double chi2 = (-2 * chi1 * kappa * s1 - 2 * chi * kappa * cc) / slope;
    double[] g1 = new double[count];
    double[] g2 = new double[count];
    for (int i = 0; i < count; i++) {
      double e = k + alpha2[i] * chi1;
      g1[i] = -e * g[i] * g[i];
      g2[i] = 2 * e * e * g[i] * g[i] * g[i] - alpha2[i] * chi2 * g[i] * g[i];
    }
    return new Weights(g, g1, g2);
  }

  private final class Weights {
    private final double[] g;
    private final double[] g1;
    private final double[] g2;

    Weights(double[] g, double[] g1, double[] g2) {
      this.g = g;
      this.g1 = g1;
      this.g2 = g2;
    }

    double mean(double[] x) {
      double sum = 0;
      for (double value : x) {
        sum += value;
      }
      return sum / x.length;
    }

    double crossSquare(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += features.cross()[i] * features.cross()[i] * x[i];
      }
      return sum / x.length;
    }
  }
}

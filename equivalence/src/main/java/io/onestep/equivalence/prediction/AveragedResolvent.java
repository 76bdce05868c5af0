package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.equivalence.structure.StructuredFeatures;
import io.onestep.equivalence.structure.StructuredFeatures.ComponentShare;
import java.util.List;

/**
 * The resolvent of structured features averaged over the first layer: only the law of neurons'
 * types is known, and the block of the rest is Gaussian.
 *
 * <p>With d_i = D_i + k q and f'_i ~ N(0, I/T) in n - p dimensions, the resolvent of the blocks has
 * the deterministic equivalent {@code g_i = 1/(d_i + alpha_i^T X alpha_i)}, {@code X = ((n - p)/T)
 * (I + (k/T) E[alpha alpha^T g])^-1}, X as many rows as there are blocks; the columns are added by
 * Woodbury's identity. Traces of powers are derivatives in q: df2 = df1 + q df1'.
 */
public final class AveragedResolvent implements FeatureResolvent {
  private final StructuredFeatures features;
  private final int k;
  private final int rest;
  private final double trace;
  private final LinearAlgebra algebra;
  private final BlockEquation blocks;
  private final Matrix columns;

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
    this.columns =
        features.columns().length == 0
            ? Matrix.zeros(0, features.diagonal().length)
            : Matrix.ofRows(features.columns());
    this.blocks = new BlockEquation(features.alpha(), features.diagonal(), k, rest, trace);
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
      sum += features.diagonal()[i];
      for (double[] block : features.alpha()) {
        sum += block[i] * block[i] * (rest / trace);
      }
      for (double[] column : features.columns()) {
        sum += column[i] * column[i];
      }
    }
    return sum / count;
  }

  /**
   * Guesses the effective regularisation, from the diagonal and the blocks alone.
   *
   * @param lambda the penalty
   * @param m the number of samples
   * @return about q; NaN for no guess
   */
  double guess(double lambda, int m) {
    StructuredFeatures rest =
        new StructuredFeatures(
            new double[0][], features.alpha(), features.diagonal(), features.cross(), List.of());
    AveragedResolvent bulk = new AveragedResolvent(rest, k, this.rest, trace, algebra);
    double q = RidgePrediction.regularisation(bulk, lambda, m, Double.NaN);
    return q > 0 ? q : Double.NaN;
  }

  @Override
  public ResolventTraces at(double q) {
    BlockEquation.Solution weights = blocks.at(q);
    int columns = features.columns().length;
    Matrix w = grams(weights.value());
    Matrix w1 = grams(weights.first());
    Matrix w2 = grams(weights.second());
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
    double traceQ = k2 * mean(weights.value()) + lambda1;
    double traceQ2 = -(k2 * mean(weights.first()) + lambda2);
    double df1 = k - q * traceQ;
    double df2 = k - 2 * q * traceQ + q * q * traceQ2;

    double[] b0 = crosses(features.cross(), weights.value());
    double[] b1 = crosses(features.cross(), weights.first());
    double[] y = algebra.multiply(inverse, b0);
    double[] w1y = algebra.multiply(w1, y);
    double explained = k * crossSquare(weights.value());
    double slope = k * crossSquare(weights.first());
    for (int a = 0; a < columns; a++) {
      explained -= b0[a] * y[a];
      slope += y[a] * w1y[a] - 2 * b1[a] * y[a];
    }
    double norm = -slope;
    return new ResolventTraces(
        df1, df2, traceQ - q * traceQ2, explained, explained - q * norm, norm);
  }

  /**
   * With a component's share e P added to R: r^T G P G r is minus the derivative of r^T G r in e,
   * and tr P G R G = tr P G + q d(tr P G)/dq.
   */
  @Override
  public List<ComponentTraces> components(double q) {
    BlockEquation.Solution weights = blocks.at(q);
    Matrix w = grams(weights.value());
    for (int a = 0; a < w.rows(); a++) {
      w.set(a, a, w.get(a, a) + 1);
    }
    Matrix inverse = algebra.invertPositiveDefinite(w);
    Matrix half = Matrix.zeros(w.rows(), w.rows());
    algebra.multiply(1, inverse, grams(weights.first()), 0, half);
    Matrix ofInverse = Matrix.zeros(w.rows(), w.rows()); // minus the derivative in q
    algebra.multiply(1, half, inverse, 0, ofInverse);
    double[] y = algebra.multiply(inverse, crosses(features.cross(), weights.value()));
    return features.components().stream()
        .map(share -> traces(share, q, weights, inverse, ofInverse, y))
        .toList();
  }

  private ComponentTraces traces(
      ComponentShare share,
      double q,
      BlockEquation.Solution weights,
      Matrix inverse,
      Matrix ofInverse,
      double[] y) {
    double[] g = weights.value();
    BlockEquation.Perturbation change = weights.along(share.diagonal(), share.mixing());
    Matrix change1 = grams(change.value());
    Matrix change2 = grams(change.inQ());
    double trace = change.trace();
    double slope = change.slope();
    double square = -k * crossSquare(change.value());
    double[] b = crosses(features.cross(), change.value());
    for (int a = 0; a < y.length; a++) {
      if (share.own()[a]) {
        trace += 1;
        change1.set(a, a, change1.get(a, a) - 1); // columns (1 + e)^(1/2) B: of (1 + e)^-1
      }
    }
    double[] changeOfY = algebra.multiply(change1, y);
    for (int a = 0; a < y.length; a++) {
      square += 2 * b[a] * y[a] - y[a] * changeOfY[a];
      for (int c = 0; c < y.length; c++) {
        trace += inverse.get(a, c) * change1.get(a, c);
        slope += inverse.get(a, c) * change2.get(a, c) - ofInverse.get(a, c) * change1.get(a, c);
      }
    }
    return new ComponentTraces(
        share.weight(),
        share.labelMean(),
        share.labelSquare(),
        explained(share.mean(), g, y),
        explained(share.cross(), g, y),
        square / share.weight(),
        (trace + q * slope) / share.weight());
  }

  /** r^T G x for x given times sqrt(k), y = (I + B^T g B)^-1 B^T g r. */
  private double explained(double[] x, double[] g, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * features.cross()[i] * g[i];
    }
    double explained = k * sum / x.length;
    double[] b = crosses(x, g);
    for (int a = 0; a < y.length; a++) {
      explained -= b[a] * y[a];
    }
    return explained;
  }

  /** k E[B B^T g]. */
  private Matrix grams(double[] g) {
    int count = g.length;
    Matrix weighted = columns.copy();
    double[] elements = weighted.data();
    for (int a = 0; a < columns.rows(); a++) {
      for (int i = 0; i < count; i++) {
        elements[a * count + i] *= g[i];
      }
    }
    Matrix gram = Matrix.zeros(columns.rows(), columns.rows());
    algebra.multiplyTransposed((double) k / count, weighted, columns, 0, gram);
    return gram;
  }

  /** k E[B x g]. */
  private double[] crosses(double[] x, double[] g) {
    double[] weighted = new double[g.length];
    for (int i = 0; i < g.length; i++) {
      weighted[i] = (double) k / g.length * x[i] * g[i];
    }
    return algebra.multiply(columns, weighted);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  private double crossSquare(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += features.cross()[i] * features.cross()[i] * x[i];
    }
    return sum / x.length;
  }
}

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
 *
 * <p>Not safe for threads. Its columns are in the room of the linear algebra, until another
 * resolvent's are.
 */
public final class AveragedResolvent implements FeatureResolvent {
  private final StructuredFeatures features;
  private final int k;
  private final int rest;
  private final double trace;
  private final LinearAlgebra algebra;
  private final BlockEquation blocks;

  /** B_a, and sqrt(k) r in the last row. */
  private final Matrix rows;

  /** Where predictions were last asked for: the components are, where the traces were. */
  private Point last;

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
    this(
        features,
        k,
        rest,
        trace,
        algebra,
        new BlockEquation(features.alpha(), features.diagonal(), k, rest, trace, algebra),
        rows(features, algebra));
  }

  private static Matrix rows(StructuredFeatures features, LinearAlgebra algebra) {
    int columns = features.columns().length;
    int count = features.cross().length;
    Matrix rows = algebra.room().matrix("feature columns", columns + 1, count);
    for (int a = 0; a <= columns; a++) {
      double[] row = a < columns ? features.columns()[a] : features.cross();
      System.arraycopy(row, 0, rows.data(), rows.offset() + a * count, count);
    }
    return rows;
  }

  private AveragedResolvent(
      StructuredFeatures features,
      int k,
      int rest,
      double trace,
      LinearAlgebra algebra,
      BlockEquation blocks,
      Matrix rows) {
    this.features = features;
    this.k = k;
    this.rest = rest;
    this.trace = trace;
    this.algebra = algebra;
    this.blocks = blocks;
    this.rows = rows;
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
    // It has the same blocks, so that what is solved here is where the search with columns starts.
    Matrix last = rows.rows(rows.rows() - 1, rows.rows());
    AveragedResolvent bulk =
        new AveragedResolvent(rest, k, this.rest, trace, algebra, blocks, last);
    double q = RidgePrediction.roughRegularisation(bulk, lambda, m);
    return q > 0 ? q : Double.NaN;
  }

  @Override
  public ResolventTraces at(double q) {
    BlockEquation.Solution weights = blocks.at(q);
    Addition added = features.columns().length == 0 ? Addition.NONE : addition(point(q));
    double k2 = (double) k * k;
    double traceQ = k2 * mean(weights.value()) + added.trace();
    double traceQ2 = -(k2 * mean(weights.first()) + added.traceInQ());
    double df1 = k - q * traceQ;
    double df2 = k - 2 * q * traceQ + q * q * traceQ2;
    double explained = k * crossSquare(weights.value()) + added.explained();
    double norm = -(k * crossSquare(weights.first()) + added.explainedInQ());
    return new ResolventTraces(
        df1, df2, traceQ - q * traceQ2, explained, explained - q * norm, norm);
  }

  /**
   * What the columns add to the trace of the resolvent and to r^T G r, and to the derivatives of
   * both in q.
   */
  private record Addition(double trace, double traceInQ, double explained, double explainedInQ) {
    static final Addition NONE = new Addition(0, 0, 0, 0);
  }

  private Addition addition(Point at) {
    int columns = at.inverse().rows();
    Matrix x1 = Matrix.zeros(columns, columns + 1);
    algebra.multiply(1, at.inverse(), at.grams1(), 0, x1);
    Matrix grams2 = grams(at.weights().second());
    double trace = 0;
    double traceInQ = 0;
    double explained = 0;
    double explainedInQ = 0;
    for (int a = 0; a < columns; a++) {
      trace += x1.get(a, a);
      double ofY = 0;
      for (int b = 0; b < columns; b++) {
        traceInQ += at.inverse().get(a, b) * grams2.get(b, a) - x1.get(a, b) * x1.get(b, a);
        ofY += at.grams1().get(a, b) * at.y()[b];
      }
      explained -= at.crosses()[a] * at.y()[a];
      explainedInQ += (ofY - 2 * at.grams1().get(a, columns)) * at.y()[a];
    }
    return new Addition(trace, traceInQ, explained, explainedInQ);
  }

  /**
   * Woodbury's identity at one q.
   *
   * @param weights g
   * @param crosses k E[B cross g]
   * @param inverse (I + k E[B B^T g])^-1
   * @param y the inverse times crosses
   * @param grams1 the {@link #grams} of dg/dq
   */
  private record Point(
      double q,
      BlockEquation.Solution weights,
      double[] crosses,
      Matrix inverse,
      double[] y,
      Matrix grams1) {}

  private Point point(double q) {
    if (last == null || last.q() != q) {
      BlockEquation.Solution weights = blocks.at(q);
      int columns = features.columns().length;
      Matrix grams = grams(weights.value());
      Matrix w = Matrix.zeros(columns, columns);
      double[] crosses = new double[columns];
      for (int a = 0; a < columns; a++) {
        for (int b = 0; b < columns; b++) {
          w.set(a, b, grams.get(a, b) + (a == b ? 1 : 0));
        }
        crosses[a] = grams.get(a, columns);
      }
      Matrix inverse = algebra.invertPositiveDefinite(w);
      double[] y = algebra.multiply(inverse, crosses);
      last = new Point(q, weights, crosses, inverse, y, grams(weights.first()));
    }
    return last;
  }

  /** k E[B B^T g], and k E[B cross g] in the last column. */
  private Matrix grams(double[] g) {
    int count = g.length;
    int columns = features.columns().length;
    Matrix weighted = algebra.room().matrix("weighted feature columns", columns, count);
    double[] from = rows.data();
    double[] to = weighted.data();
    for (int a = 0; a < columns; a++) {
      int row = rows.offset() + a * count;
      int target = weighted.offset() + a * count;
      for (int i = 0; i < count; i++) {
        to[target + i] = from[row + i] * g[i];
      }
    }
    Matrix grams = Matrix.zeros(columns, columns + 1);
    algebra.multiplyTransposed((double) k / count, weighted, rows, 0, grams);
    return grams;
  }

  /**
   * With a component's share e P added to R: r^T G P G r is minus the derivative of r^T G r in e,
   * and tr P G R G = tr P G + q d(tr P G)/dq.
   */
  @Override
  public List<ComponentTraces> components(double q) {
    Readout readout = readout(point(q));
    return features.components().stream().map(share -> traces(share, readout)).toList();
  }

  /**
   * What the traces of all components need.
   *
   * @param at where
   * @param rest cross - B^T y for each neuron
   * @param forms B^T (I + k E[B B^T g])^-1 B for each neuron
   * @param inQ minus the derivative of that inverse in q
   * @param formsInQ the same with inQ in place of the inverse
   */
  private record Readout(Point at, double[] rest, double[] forms, Matrix inQ, double[] formsInQ) {}

  private Readout readout(Point at) {
    int columns = at.y().length;
    double[] combination = new double[columns + 1];
    for (int a = 0; a < columns; a++) {
      combination[a] = -at.y()[a];
    }
    combination[columns] = 1;
    Matrix half = Matrix.zeros(columns + 1, columns);
    algebra.transposedMultiply(1, at.grams1(), at.inverse(), 0, half);
    Matrix inQ = Matrix.zeros(columns, columns);
    algebra.multiply(1, at.inverse(), half.rows(0, columns), 0, inQ);
    return new Readout(
        at, algebra.transposedMultiply(rows, combination), forms(at.inverse()), inQ, forms(inQ));
  }

  /** B^T x B for each neuron. */
  private double[] forms(Matrix x) {
    int count = rows.columns();
    Matrix products = algebra.room().matrix("products of feature columns", x.rows(), count);
    algebra.multiply(1, x, rows.rows(0, x.rows()), 0, products);
    double[] forms = new double[count];
    double[] one = rows.data();
    double[] other = products.data();
    for (int a = 0; a < x.rows(); a++) {
      int row = rows.offset() + a * count;
      int otherRow = products.offset() + a * count;
      for (int i = 0; i < count; i++) {
        forms[i] += one[row + i] * other[otherRow + i];
      }
    }
    return forms;
  }

  private ComponentTraces traces(ComponentShare share, Readout readout) {
    Point at = readout.at();
    double[] g = at.weights().value();
    BlockEquation.Perturbation change = at.weights().along(share.diagonal(), share.mixing());
    double[] rest = readout.rest();
    double mean = 0;
    double explained = 0;
    double square = 0;
    double trace = 0;
    double slope = 0;
    for (int i = 0; i < g.length; i++) {
      double value = change.value()[i];
      mean += share.mean()[i] * rest[i] * g[i];
      explained += share.cross()[i] * rest[i] * g[i];
      square -= value * rest[i] * rest[i];
      trace += value * readout.forms()[i];
      slope += change.inQ()[i] * readout.forms()[i] - value * readout.formsInQ()[i];
    }
    double factor = (double) k / g.length;
    square *= factor;
    trace = change.trace() + factor * trace;
    slope = change.slope() + factor * slope;
    for (int a = 0; a < at.y().length; a++) {
      if (share.own()[a]) { // columns (1 + e)^(1/2) B: of (1 + e)^-1
        square += at.y()[a] * at.y()[a];
        trace += 1 - at.inverse().get(a, a);
        slope += readout.inQ().get(a, a);
      }
    }
    return new ComponentTraces(
        share.weight(),
        share.labelMean(),
        share.labelSquare(),
        factor * mean,
        factor * explained,
        square / share.weight(),
        (trace + at.q() * slope) / share.weight());
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

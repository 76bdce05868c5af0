package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.error.NumericalException;
import io.onestep.api.parameter.Range;
import io.onestep.equivalence.moments.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ridge regression in the proportional limit where one effective regularisation is not enough: the
 * samples fall into groups g of probability p_g whose features have covariances S_g of different
 * traces (the structure of Cui et al., 2024). With R_g = E[phi phi^T | g], {@code Q = (lambda I +
 * sum_g p_g R_g/(1 + d_g))^-1} and {@code d_g = tr(S_g Q)/m}: {@code w = Q sum_g p_g r_g/(1 +
 * d_g)}, {@code b_g = tau_g - 2 w.r_g + w^T R_g w}, {@code e_g = b_g + sum_h T_gh p_h e_h/(1 +
 * d_h)^2}, {@code T_gh = tr(S_g Q S_h Q)/m}.
 */
public final class GroupedRidge {
  private static final double ACCURACY = 1e-9;
  private static final double DAMPING = 0.3;
  private static final int MOST_STEPS = 500;

  private final List<Moments> groups;
  private final double lambda;
  private final int m;
  private final LinearAlgebra algebra;
  private final int k;

  private GroupedRidge(List<Moments> groups, double lambda, int m, LinearAlgebra algebra) {
    this.groups = groups;
    this.lambda = lambda;
    this.m = m;
    this.algebra = algebra;
    this.k = groups.get(0).second().rows();
  }

  /**
   * Predicts. O(G k^3) and, beside the moments, G + 2 matrices of k x k for G groups, in the room
   * of the linear algebra.
   *
   * @param groups the moments in each group; their weights sum to 1
   * @param lambda the penalty, positive
   * @param m the number of samples
   * @param algebra the linear algebra to use
   * @return the prediction
   * @throws NumericalException if the fixed point is not found
   */
  public static RidgeErrors of(List<Moments> groups, double lambda, int m, LinearAlgebra algebra) {
    Range.parse("(0, inf)").require("lambda", lambda);
    Range.parse("[1, inf)").require("m", m);
    return new GroupedRidge(groups, lambda, m, algebra).solve();
  }

  private RidgeErrors solve() {
    int count = groups.size();
    double[] d = new double[count];
    for (int g = 0; g < count; g++) {
      d[g] = traceOfSecond(g) / (m * lambda) / (1 + k / (double) m);
    }
    Matrix q = null;
    double change = Double.POSITIVE_INFINITY;
    for (int step = 0; change > ACCURACY; step++) {
      if (step == MOST_STEPS) {
        throw new NumericalException("no effective regularisations found for lambda = " + lambda);
      }
      q = inverse(d);
      change = 0;
      for (int g = 0; g < count; g++) {
        double next = traceOfCentred(g, q) / m;
        change = Math.max(change, Math.abs(next - d[g]) / (1 + next));
        d[g] = DAMPING * d[g] + (1 - DAMPING) * next;
      }
    }
    return errors(d, q);
  }

  private double traceOfSecond(int g) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum += groups.get(g).second().get(i, i);
    }
    return sum;
  }

  private Matrix inverse(double[] d) {
    Matrix sum = algebra.room().matrix("sum over groups", k, k);
    sum.fill(0);
    for (int g = 0; g < d.length; g++) {
      sum.add(groups.get(g).weight() / (1 + d[g]), groups.get(g).second());
    }
    for (int i = 0; i < k; i++) {
      sum.set(i, i, sum.get(i, i) + lambda);
    }
    return algebra.invertPositiveDefinite(sum, algebra.room());
  }

  /** tr(S_g Q), S_g = R_g - mean mean^T. */
  private double traceOfCentred(int g, Matrix q) {
    Matrix second = groups.get(g).second();
    double sum = 0;
    for (int i = 0; i < q.size(); i++) {
      sum += second.data()[second.offset() + i] * q.data()[q.offset() + i];
    }
    double[] mean = groups.get(g).mean();
    return sum - dot(mean, algebra.multiply(q, mean));
  }

  private RidgeErrors errors(double[] d, Matrix q) {
    int count = d.length;
    double[] target = new double[k];
    for (int g = 0; g < count; g++) {
      double factor = groups.get(g).weight() / (1 + d[g]);
      for (int i = 0; i < k; i++) {
        target[i] += factor * groups.get(g).cross()[i];
      }
    }
    double[] w = algebra.multiply(q, target);
    Matrix[] products = new Matrix[count]; // S_g Q
    double[] bias = new double[count];
    double[] means = new double[count];
    double[] variances = new double[count];
    for (int g = 0; g < count; g++) {
      Moments group = groups.get(g);
      products[g] = algebra.room().matrix("centred product " + (g + 1), k, k);
      centredProduct(group, q, products[g]);
      double square = dot(w, algebra.multiply(group.second(), w));
      bias[g] = group.labelSquare() - 2 * dot(w, group.cross()) + square;
      means[g] = dot(w, group.mean());
      variances[g] = square - means[g] * means[g];
    }
    double[][] t = new double[count][count];
    for (int g = 0; g < count; g++) {
      for (int h = 0; h <= g; h++) {
        t[g][h] = traceOfProduct(products[g], products[h]) / m;
        t[h][g] = t[g][h];
      }
    }
    double[] e = solveErrors(bias, t, d);
    double test = 0;
    double train = 0;
    double norm = dot(w, w);
    for (int g = 0; g < count; g++) {
      double p = groups.get(g).weight();
      double seen = p * e[g] / ((1 + d[g]) * (1 + d[g]));
      test += p * e[g];
      train += seen;
      norm += seen * traceOfProduct(products[g], q) / m;
      for (int h = 0; h < count; h++) {
        double weight = groups.get(h).weight() / ((1 + d[h]) * (1 + d[h]));
        variances[g] += t[g][h] * weight * e[h];
      }
    }
    List<GroupPrediction> predictions = new ArrayList<>();
    for (int g = 0; g < count; g++) {
      Moments group = groups.get(g);
      predictions.add(
          new GroupPrediction(group.weight(), group.labelMean(), e[g] / 2, means[g], variances[g]));
    }
    return new RidgeErrors((train + lambda * norm) / 2, test / 2, norm, predictions);
  }

  /** The errors' linear equations, by iteration: the sum of a contraction. */
  private double[] solveErrors(double[] bias, double[][] t, double[] d) {
    double[] e = bias.clone();
    for (int step = 0; step < MOST_STEPS * MOST_STEPS; step++) {
      double change = 0;
      double[] next = bias.clone();
      for (int g = 0; g < e.length; g++) {
        for (int h = 0; h < e.length; h++) {
          next[g] += t[g][h] * groups.get(h).weight() * e[h] / ((1 + d[h]) * (1 + d[h]));
        }
        change = Math.max(change, Math.abs(next[g] - e[g]));
      }
      double size = Arrays.stream(next).max().orElse(0);
      e = next;
      if (change <= ACCURACY * size) {
        return e;
      }
    }
    throw new NumericalException("the errors of ridge regression diverge");
  }

  private void centredProduct(Moments group, Matrix q, Matrix product) {
    algebra.multiply(1, group.second(), q, 0, product);
    double[] qMean = algebra.multiply(q, group.mean());
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        product.set(i, j, product.get(i, j) - group.mean()[i] * qMean[j]);
      }
    }
  }

  private double traceOfProduct(Matrix a, Matrix b) {
    double sum = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        sum += a.get(i, j) * b.get(j, i);
      }
    }
    return sum;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

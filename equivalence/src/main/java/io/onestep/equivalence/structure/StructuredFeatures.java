package io.onestep.equivalence.structure;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.api.model.FeatureLaw;
import io.onestep.equivalence.moments.LabelMoments;
import io.onestep.equivalence.moments.NeuronCoefficients;
import io.onestep.equivalence.structure.Directions.ComponentDirections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Features' moments in terms of neurons' types: {@code R_ij = (1/k) (sum_a B_a(i) B_a(j) + alpha_i
 * . alpha_j f'_i . f'_j + D_i [i = j])} and {@code r_i = cross_i / sqrt k}, f'_i the part of f^_i
 * outside of the directions and alpha_i a short vector.
 *
 * <p>With the correlation p_ij = c_ij + e_ij, c_ij what the directions carry and e_ij = f'_i . f'_j
 * bulk/(s_i s_j), the powers p^q of the exact series are taken as c^q + q c^(q-1) e, and of e^2 the
 * mean for q = 2. Terms too small to matter are left out, their diagonal kept in D. Against the
 * exact R predicted errors change by about 0.1 %.
 *
 * @param columns B_a, a column a row (columns x N)
 * @param alpha the weights alpha_i of the block, a coordinate a row (blocks x N)
 * @param diagonal D_i
 * @param cross sqrt(k) r_i
 * @param means for each component of positive weight sqrt(k) E[phi_i | c]
 */
public record StructuredFeatures(
    double[][] columns, double[][] alpha, double[] diagonal, double[] cross, double[][] means) {
  private static final int DEGREE = 12;

  /** Directions whose correlations are this many times those of a direction of the bulk count. */
  private static final double STANDS_OUT = 4;

  private static final int MOST_ACTIVE = 4;

  private static final int MOST_BLOCKS = 6;

  /** Columns that add less than this to a mode of the diagonal, relative to it, are left out. */
  private static final double NEGLIGIBLE = 3e-3;

  /**
   * Describes features.
   *
   * @param types the neurons' types, of equal weight
   * @param k the number of neurons that they stand for
   * @param directions the directions
   * @param law how features depend on pre-activations
   * @param algebra the linear algebra to use
   * @return the features
   */
  public static StructuredFeatures of(
      NeuronTypes types, int k, Directions directions, FeatureLaw law, LinearAlgebra algebra) {
    int count = types.count();
    int n = directions.basis().columns();
    List<double[]> slopes = new ArrayList<>();
    double[] diagonal = new double[count];
    double[] cross = new double[count];
    List<double[]> columns = new ArrayList<>();
    List<double[]> optional = new ArrayList<>();
    List<double[]> means = new ArrayList<>();
    double noise = law instanceof FeatureLaw.Pointwise pointwise ? pointwise.noiseVariance() : 0;
    Arrays.fill(diagonal, noise);
    for (ComponentDirections c : directions.components()) {
      Component component = new Component(types, c, law, algebra);
      double root = Math.sqrt(c.weight());
      double[] mean = component.coefficient(0);
      means.add(mean);
      columns.add(scaled(root, mean));
      double[] a1 = component.coefficient(1);
      component.addSlopes(root * Math.sqrt(c.bulk()), n, slopes);
      for (double[] l : component.carried) {
        columns.add(scaled(root, product(a1, l)));
      }
      double[] inactive = component.addPowers(root, k, n, optional);
      if (law instanceof FeatureLaw.Pointwise) {
        double[] a2 = component.coefficient(2);
        optional.add(scaled(root / Math.sqrt(n), product(a2, inactive)));
      }
      for (int i = 0; i < count; i++) {
        diagonal[i] += c.weight() * component.coefficients.square()[i];
        cross[i] += c.weight() * component.cross(i);
      }
    }
    double[][] alpha = principal(slopes, algebra);
    for (double[] block : alpha) {
      for (int i = 0; i < count; i++) {
        diagonal[i] -= block[i] * block[i] * types.restSquares()[i];
      }
    }
    subtractSquares(diagonal, columns);
    double level = mean(diagonal);
    for (double[] column : optional) {
      if (k * mean(product(column, column)) > NEGLIGIBLE * level) {
        columns.add(column);
        subtractSquares(diagonal, List.of(column));
      }
    }
    for (int i = 0; i < count; i++) {
      diagonal[i] = Math.max(0, diagonal[i]); // a linear activation leaves rounding
    }
    return new StructuredFeatures(
        columns.toArray(double[][]::new), alpha, diagonal, cross, means.toArray(double[][]::new));
  }

  /** Replaces blocks, of which many are alike, by few with the same products but for a little. */
  private static double[][] principal(List<double[]> blocks, LinearAlgebra algebra) {
    double first = mean(product(blocks.get(0), blocks.get(0)));
    Matrix rows =
        Matrix.ofRows(
            blocks.stream()
                .filter(block -> mean(product(block, block)) > NEGLIGIBLE * first / blocks.size())
                .toArray(double[][]::new));
    SymmetricEigen eigen = algebra.symmetricEigen(algebra.gram(rows));
    int count = rows.rows();
    double total = Arrays.stream(eigen.values()).sum();
    int kept = 0;
    while (kept < Math.min(MOST_BLOCKS, count)
        && (kept == 0 || eigen.values()[count - 1 - kept] > NEGLIGIBLE * total)) {
      kept++;
    }
    Matrix turned = Matrix.zeros(count, rows.columns());
    algebra.multiply(1, eigen.vectors(), rows, 0, turned);
    double[][] principal = new double[kept][];
    for (int b = 0; b < kept; b++) {
      principal[b] = turned.row(count - 1 - b); // eigenvalues ascend
    }
    return principal;
  }

  private static void subtractSquares(double[] diagonal, List<double[]> columns) {
    for (double[] column : columns) {
      for (int i = 0; i < diagonal.length; i++) {
        diagonal[i] -= column[i] * column[i];
      }
    }
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  private static double[] scaled(double factor, double[] x) {
    double[] result = x.clone();
    for (int i = 0; i < x.length; i++) {
      result[i] *= factor;
    }
    return result;
  }

  private static double[] product(double[] x, double[] y) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = x[i] * y[i];
    }
    return result;
  }

  /** The neurons within a component. */
  private static final class Component {
    private final NeuronTypes types;
    private final ComponentDirections c;
    private final double[] scales;
    private final NeuronCoefficients coefficients;

    /** L: for each direction, the most correlated first, a number a neuron. */
    private final double[][] carried;

    Component(NeuronTypes types, ComponentDirections c, FeatureLaw law, LinearAlgebra algebra) {
      this.types = types;
      this.c = c;
      int count = types.count();
      int p = types.projections().columns();
      double[] means = p == 0 ? new double[count] : algebra.multiply(types.projections(), c.mean());
      SymmetricEigen eigen = algebra.symmetricEigen(c.covariance());
      Matrix half = Matrix.zeros(count, p); // projections times the covariance's root
      algebra.multiplyTransposed(1, types.projections(), eigen.vectors(), 0, half);
      for (int i = 0; i < count; i++) {
        for (int d = 0; d < p; d++) {
          half.set(i, d, half.get(i, d) * Math.sqrt(Math.max(0, eigen.values()[d])));
        }
      }
      scales = new double[count];
      for (int i = 0; i < count; i++) {
        double square = c.bulk() * types.restSquares()[i];
        for (int d = 0; d < p; d++) {
          square += half.get(i, d) * half.get(i, d);
        }
        scales[i] = Math.sqrt(square);
        for (int d = 0; d < p; d++) {
          half.set(i, d, half.get(i, d) / scales[i]);
        }
      }
      coefficients = NeuronCoefficients.of(law.activation(), means, scales, DEGREE);
      carried = principal(half, algebra);
    }

    /** Turns directions to their principal axes over the neurons. */
    private static double[][] principal(Matrix l, LinearAlgebra algebra) {
      int p = l.columns();
      if (p == 0) {
        return new double[0][];
      }
      SymmetricEigen eigen = algebra.symmetricEigen(algebra.transposedGram(l));
      Matrix turned = Matrix.zeros(p, l.rows());
      algebra.multiplyTransposed(1, eigen.vectors(), l, 0, turned);
      double[][] rows = new double[p][];
      for (int d = 0; d < p; d++) {
        rows[d] = turned.row(p - 1 - d); // eigenvalues ascend
      }
      return rows;
    }

    double[] coefficient(int q) {
      double[] values = new double[scales.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = coefficients.a()[i][q];
      }
      return values;
    }

    /** How many directions stand out. */
    private int active(int n) {
      int active = 0;
      while (active < Math.min(MOST_ACTIVE, carried.length)
          && mean(product(carried[active], carried[active])) > STANDS_OUT / n) {
        active++;
      }
      return active;
    }

    /**
     * Adds the factors of e_ij: for each power l from 1 on, sqrt(l) a_l(i)/s_i times the terms of
     * (L_i . L_j)^(l-1).
     */
    void addSlopes(double root, int n, List<double[]> slopes) {
      int active = active(n);
      double[] power = carriedShare(left(active));
      double[] share = new double[scales.length];
      Arrays.fill(share, 1);
      double first = 0;
      for (int l = 1; l <= DEGREE; l++) {
        double[] start = scaled(root * Math.sqrt(l), coefficient(l));
        for (int i = 0; i < start.length; i++) {
          start[i] /= scales[i];
        }
        double size = mean(product(product(start, start), share));
        if (l == 1) {
          first = size;
          slopes.add(start);
        } else if (active > 0 && size > NEGLIGIBLE * first) {
          addMonomials(start, l - 1, factorial(l - 1), 0, active, slopes);
        }
        share = product(share, power);
      }
    }

    /**
     * Adds the columns of powers l from 2 on, a_l(i) times the terms of (L_i . L_j)^l; returns the
     * share 1 - |L_i|^2 that the active directions leave.
     */
    double[] addPowers(double root, int k, int n, List<double[]> columns) {
      int active = active(n);
      double[] left = left(active);
      double[] power = carriedShare(left);
      double[] share = power;
      for (int l = 2; l <= DEGREE && active > 0; l++) {
        share = product(share, power);
        double[] a = coefficient(l);
        if (k * mean(product(product(a, a), share)) > NEGLIGIBLE * nonlinear()) {
          addMonomials(scaled(root, a), l, factorial(l), 0, active, columns);
        }
      }
      return left;
    }

    /** 1 - |L_i|^2 over the active directions. */
    private double[] left(int active) {
      double[] left = new double[scales.length];
      Arrays.fill(left, 1);
      subtractSquares(left, List.of(Arrays.copyOf(carried, active)));
      return left;
    }

    private static double[] carriedShare(double[] left) {
      return Arrays.stream(left).map(x -> 1 - x).toArray();
    }

    /** E g^2 but for the constant and the linear part, on the average. */
    private double nonlinear() {
      double sum = 0;
      for (int i = 0; i < scales.length; i++) {
        double[] a = coefficients.a()[i];
        sum += coefficients.square()[i] - a[0] * a[0] - a[1] * a[1];
      }
      return Math.max(0, sum) / scales.length;
    }

    private void addMonomials(
        double[] column, int degree, double weight, int d, int active, List<double[]> columns) {
      if (d == active - 1) {
        double[] last = column;
        for (int e = 0; e < degree; e++) {
          last = product(last, carried[d]);
        }
        columns.add(scaled(Math.sqrt(weight / factorial(degree)), last));
        return;
      }
      double[] current = column;
      for (int e = 0; e <= degree; e++) {
        addMonomials(current, degree - e, weight / factorial(e), d + 1, active, columns);
        current = product(current, carried[d]);
      }
    }

    private static double factorial(int l) {
      double product = 1;
      for (int i = 2; i <= l; i++) {
        product *= i;
      }
      return product;
    }

    /** sum_q a_q(i) b_q p^q over the indices of the labels, or y_c a_0(i). */
    double cross(int i) {
      LabelMoments labels = c.labels();
      double[] a = coefficients.a()[i];
      if (labels.indices().isEmpty()) {
        return labels.mean() * a[0];
      }
      double sum = 0;
      for (int j = 0; j < labels.indices().size(); j++) {
        double[] covariances = c.labelCovariances().get(j);
        double covariance = 0;
        for (int d = 0; d < covariances.length; d++) {
          covariance += types.projections().get(i, d) * covariances[d];
        }
        double[] b = labels.indices().get(j).b();
        double p = covariance / (scales[i] * labels.indices().get(j).scale());
        double value = 0;
        for (int q = Math.min(a.length, b.length) - 1; q >= 0; q--) {
          value = value * p + a[q] * b[q];
        }
        sum += value;
      }
      return sum;
    }
  }
}

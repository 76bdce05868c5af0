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
 * @param components what each component of positive weight contributes
 */
public record StructuredFeatures(
    double[][] columns,
    double[][] alpha,
    double[] diagonal,
    double[] cross,
    List<ComponentShare> components) {
  private static final int DEGREE = 12;

  /** Directions whose correlations are this many times those of a direction of the bulk count. */
  static final double STANDS_OUT = 4;

  private static final int MOST_ACTIVE = 4;

  static final int MOST_BLOCKS = 6;

  /** Columns that add less than this to a mode of the diagonal, relative to it, are left out. */
  static final double NEGLIGIBLE = 3e-3;

  /** Copies the list. */
  public StructuredFeatures {
    components = List.copyOf(components);
  }

  /**
   * A component's share of the moments: {@code rho_c k E[phi_i phi_j | c]} is the sum of B_a(i)
   * B_a(j) over its own columns a, of {@code alpha_i^T M alpha_j f'_i . f'_j} and of a diagonal.
   * The shares of all components add up to the whole, M to the identity.
   *
   * @param weight rho_c
   * @param labelSquare E[y^2 | c]
   * @param labelMean E[y | c]
   * @param mean sqrt(k) E[phi_i | c]
   * @param cross sqrt(k) E[phi_i y | c]
   * @param own for each column whether it is of this component
   * @param mixing M, blocks x blocks
   * @param diagonal the diagonal
   */
  public record ComponentShare(
      double weight,
      double labelSquare,
      double labelMean,
      double[] mean,
      double[] cross,
      boolean[] own,
      Matrix mixing,
      double[] diagonal) {}

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
    List<Owned> slopes = new ArrayList<>();
    double[] diagonal = new double[count];
    double[] cross = new double[count];
    List<Owned> columns = new ArrayList<>();
    List<Owned> optional = new ArrayList<>();
    List<double[]> means = new ArrayList<>();
    List<double[]> crosses = new ArrayList<>();
    List<double[]> squares = new ArrayList<>();
    double noise = law instanceof FeatureLaw.Pointwise pointwise ? pointwise.noiseVariance() : 0;
    Arrays.fill(diagonal, noise);
    for (int index = 0; index < directions.components().size(); index++) {
      ComponentDirections c = directions.components().get(index);
      Component component = new Component(types, c, law, n, algebra);
      double root = Math.sqrt(c.weight());
      double[] mean = component.coefficient(0);
      means.add(mean);
      List<double[]> ownColumns = new ArrayList<>();
      ownColumns.add(scaled(root, mean));
      double[] a1 = component.coefficient(1);
      List<double[]> ownSlopes = new ArrayList<>();
      component.addSlopes(root * Math.sqrt(c.bulk()), ownSlopes);
      for (int d = 0; d < component.carried.rows(); d++) {
        ownColumns.add(component.carriedTimes(root, a1, d));
      }
      List<double[]> ownOptional = new ArrayList<>();
      component.addPowers(root, k, ownOptional);
      if (law instanceof FeatureLaw.Pointwise) {
        double[] a2 = component.coefficient(2);
        ownOptional.add(scaledProduct(root / Math.sqrt(n), a2, component.left));
      }
      double[] ownCross = component.crosses(algebra);
      double[] ownSquares = new double[count];
      for (int i = 0; i < count; i++) {
        diagonal[i] += c.weight() * component.squares()[i];
        ownSquares[i] = c.weight() * (component.squares()[i] + noise);
        cross[i] += c.weight() * ownCross[i];
      }
      crosses.add(ownCross);
      squares.add(ownSquares);
      int owner = index;
      ownColumns.forEach(column -> columns.add(new Owned(owner, column)));
      ownSlopes.forEach(slope -> slopes.add(new Owned(owner, slope)));
      ownOptional.forEach(column -> optional.add(new Owned(owner, column)));
    }
    Blocks blocks = Blocks.of(slopes, directions.components().size(), algebra);
    for (double[] block : blocks.alpha()) {
      for (int i = 0; i < count; i++) {
        diagonal[i] -= block[i] * block[i] * types.restSquares()[i];
      }
    }
    columns.forEach(column -> subtractSquare(diagonal, column.values()));
    double level = mean(diagonal);
    for (Owned column : optional) {
      if (k * meanSquare(column.values()) > NEGLIGIBLE * level) {
        columns.add(column);
        subtractSquare(diagonal, column.values());
      }
    }
    List<ComponentShare> shares = new ArrayList<>();
    for (int c = 0; c < means.size(); c++) {
      double[] rest = squares.get(c);
      boolean[] own = new boolean[columns.size()];
      for (int a = 0; a < own.length; a++) {
        own[a] = columns.get(a).component() == c;
        if (own[a]) {
          subtractSquare(rest, columns.get(a).values());
        }
      }
      double[] carried = blocks.squares(c);
      for (int i = 0; i < count; i++) {
        rest[i] -= carried[i] * types.restSquares()[i];
      }
      ComponentDirections component = directions.components().get(c);
      shares.add(
          new ComponentShare(
              component.weight(),
              component.labels().square(),
              component.labels().mean(),
              means.get(c),
              crosses.get(c),
              own,
              blocks.mixing().get(c),
              rest));
    }
    for (int i = 0; i < count; i++) {
      diagonal[i] = Math.max(0, diagonal[i]); // a linear activation leaves rounding
    }
    return new StructuredFeatures(
        columns.stream().map(Owned::values).toArray(double[][]::new),
        blocks.alpha(),
        diagonal,
        cross,
        shares);
  }

  /**
   * A number a neuron that a component contributes.
   *
   * @param component the component's place among those of positive weight
   * @param values the numbers
   */
  private record Owned(int component, double[] values) {}

  /**
   * Few blocks in place of many that are alike.
   *
   * @param alpha the weights of the blocks
   * @param mixing for each component the matrix M of its share
   */
  private record Blocks(double[][] alpha, List<Matrix> mixing) {
    /** Turns slopes to principal axes and leaves out those that matter little. */
    static Blocks of(List<Owned> slopes, int components, LinearAlgebra algebra) {
      double first = meanSquare(slopes.get(0).values());
      List<Owned> all =
          slopes.stream()
              .filter(slope -> meanSquare(slope.values()) > NEGLIGIBLE * first / slopes.size())
              .toList();
      Matrix rows = Matrix.ofRows(all.stream().map(Owned::values).toArray(double[][]::new));
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
      double[][] alpha = new double[kept][];
      List<Matrix> mixing = new ArrayList<>();
      for (int c = 0; c < components; c++) {
        mixing.add(Matrix.zeros(kept, kept));
      }
      for (int b = 0; b < kept; b++) {
        alpha[b] = turned.row(count - 1 - b); // eigenvalues ascend
        for (int d = 0; d < kept; d++) {
          // A slope is the sum of its loadings times the axes: eigenvectors are orthonormal.
          for (int s = 0; s < count; s++) {
            Matrix m = mixing.get(all.get(s).component());
            double loading = eigen.vectors().get(count - 1 - b, s);
            m.set(b, d, m.get(b, d) + loading * eigen.vectors().get(count - 1 - d, s));
          }
        }
      }
      return new Blocks(alpha, mixing);
    }

    /** alpha_i^T M alpha_i. */
    double[] squares(int component) {
      Matrix m = mixing.get(component);
      double[] squares = new double[alpha[0].length];
      for (int b = 0; b < alpha.length; b++) {
        for (int d = 0; d < alpha.length; d++) {
          double factor = m.get(b, d);
          double[] one = alpha[b];
          double[] other = alpha[d];
          for (int i = 0; i < squares.length; i++) {
            squares[i] += factor * one[i] * other[i];
          }
        }
      }
      return squares;
    }
  }

  private static void subtractSquare(double[] diagonal, double[] column) {
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] -= column[i] * column[i];
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

  private static double meanSquare(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return sum / x.length;
  }

  /** The mean of x^2 y. */
  private static double meanSquare(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * x[i] * y[i];
    }
    return sum / x.length;
  }

  private static double[] scaledProduct(double factor, double[] x, double[] y) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = factor * (x[i] * y[i]);
    }
    return result;
  }

  private static void multiply(double[] x, double[] factors) {
    for (int i = 0; i < x.length; i++) {
      x[i] *= factors[i];
    }
  }

  /**
   * The neurons within a component. Its matrices are in the algebra's room: valid until the next is
   * made.
   */
  private static final class Component {
    private final NeuronTypes types;
    private final ComponentDirections c;
    private final double[] scales;

    /** A row a degree, and the squares in the last. */
    private final double[][] coefficients;

    /** L: for each direction, the most correlated last, a number a neuron. */
    private final Matrix carried;

    /** The active directions: those of L that stand out, the most correlated first. */
    private final double[][] active;

    /** |L_i|^2 over the active directions. */
    private final double[] activeShare;

    /** What they leave, 1 - |L_i|^2. */
    private final double[] left;

    Component(
        NeuronTypes types, ComponentDirections c, FeatureLaw law, int n, LinearAlgebra algebra) {
      this.types = types;
      this.c = c;
      int count = types.count();
      int p = types.projections().columns();
      double[] means = p == 0 ? new double[count] : algebra.multiply(types.projections(), c.mean());
      SymmetricEigen eigen = algebra.symmetricEigen(c.covariance());
      // the covariance's root times projections
      Matrix half = algebra.room().matrix("projections within a component", p, count);
      algebra.multiplyTransposed(1, eigen.vectors(), types.projections(), 0, half);
      double[] elements = half.data();
      double[] squares = scaled(c.bulk(), types.restSquares());
      for (int d = 0; d < p; d++) {
        double root = Math.sqrt(Math.max(0, eigen.values()[d]));
        int row = half.offset() + d * count;
        for (int i = 0; i < count; i++) {
          elements[row + i] *= root;
          squares[i] += elements[row + i] * elements[row + i];
        }
      }
      scales = Arrays.stream(squares).map(Math::sqrt).toArray();
      for (int d = 0; d < p; d++) {
        int row = half.offset() + d * count;
        for (int i = 0; i < count; i++) {
          elements[row + i] /= scales[i];
        }
      }
      coefficients = NeuronCoefficients.byDegree(law.activation(), means, scales, DEGREE);
      carried = principal(half, algebra);
      active = active(carried, n);
      left = new double[count];
      Arrays.fill(left, 1);
      for (double[] direction : active) {
        subtractSquare(left, direction);
      }
      activeShare = Arrays.stream(left).map(x -> 1 - x).toArray();
    }

    private static double[][] active(Matrix carried, int n) {
      List<double[]> active = new ArrayList<>();
      for (int d = carried.rows() - 1; d >= 0 && active.size() < MOST_ACTIVE; d--) {
        double[] direction = carried.row(d);
        if (!(meanSquare(direction) > STANDS_OUT / n)) {
          break;
        }
        active.add(direction);
      }
      return active.toArray(double[][]::new);
    }

    /**
     * Turns directions, a direction a row, to their principal axes over the neurons, in ascending
     * order of correlation.
     */
    private static Matrix principal(Matrix l, LinearAlgebra algebra) {
      if (l.rows() == 0) {
        return l;
      }
      SymmetricEigen eigen = algebra.symmetricEigen(algebra.gram(l));
      Matrix turned =
          algebra.room().matrix("principal axes within a component", l.rows(), l.columns());
      algebra.multiply(1, eigen.vectors(), l, 0, turned);
      return turned;
    }

    /** A factor times numbers times those of a direction, the most correlated first. */
    double[] carriedTimes(double factor, double[] x, int d) {
      double[] result = new double[x.length];
      double[] elements = carried.data();
      int row = carried.offset() + (carried.rows() - 1 - d) * x.length;
      for (int i = 0; i < x.length; i++) {
        result[i] = factor * (x[i] * elements[row + i]);
      }
      return result;
    }

    /** a_q of each neuron. */
    double[] coefficient(int q) {
      return coefficients[q];
    }

    /** E g^2 of each neuron. */
    double[] squares() {
      return coefficients[DEGREE + 1];
    }

    /**
     * Adds the factors of e_ij: for each power l from 1 on, sqrt(l) a_l(i)/s_i times the terms of
     * (L_i . L_j)^(l-1).
     */
    void addSlopes(double root, List<double[]> slopes) {
      double[] slope = new double[scales.length];
      setSlope(root, 1, slope);
      slopes.add(slope.clone());
      double first = meanSquare(slope);
      double[] share = activeShare.clone();
      for (int l = 2; l <= DEGREE && active.length > 0; l++) {
        setSlope(root, l, slope);
        if (meanSquare(slope, share) > NEGLIGIBLE * first) {
          addMonomials(slope, l - 1, factorial(l - 1), 0, slopes);
        }
        multiply(share, activeShare);
      }
    }

    /** Puts a factor times sqrt(l) a_l(i)/s_i into an array. */
    private void setSlope(double factor, int l, double[] slope) {
      double[] a = coefficient(l);
      double scale = factor * Math.sqrt(l);
      for (int i = 0; i < slope.length; i++) {
        slope[i] = a[i] * scale / scales[i];
      }
    }

    /** Adds the columns of powers l from 2 on, a_l(i) times the terms of (L_i . L_j)^l. */
    void addPowers(double root, int k, List<double[]> columns) {
      double[] share = activeShare.clone();
      double nonlinear = nonlinear();
      for (int l = 2; l <= DEGREE && active.length > 0; l++) {
        multiply(share, activeShare);
        double[] a = coefficient(l);
        if (k * meanSquare(a, share) > NEGLIGIBLE * nonlinear) {
          addMonomials(scaled(root, a), l, factorial(l), 0, columns);
        }
      }
    }

    /** E g^2 but for the constant and the linear part, on the average. */
    private double nonlinear() {
      double sum = 0;
      for (int i = 0; i < scales.length; i++) {
        double a0 = coefficient(0)[i];
        double a1 = coefficient(1)[i];
        sum += squares()[i] - a0 * a0 - a1 * a1;
      }
      return Math.max(0, sum) / scales.length;
    }

    private void addMonomials(
        double[] column, int degree, double weight, int d, List<double[]> columns) {
      if (d == active.length - 1) {
        double[] last = scaled(Math.sqrt(weight / factorial(degree)), column);
        for (int e = 0; e < degree; e++) {
          multiply(last, active[d]);
        }
        columns.add(last);
        return;
      }
      double[] current = column.clone();
      for (int e = 0; e <= degree; e++) {
        addMonomials(current, degree - e, weight / factorial(e), d + 1, columns);
        multiply(current, active[d]);
      }
    }

    private static double factorial(int l) {
      double product = 1;
      for (int i = 2; i <= l; i++) {
        product *= i;
      }
      return product;
    }

    /** E[g(u_i) y] by the series of the labels' terms, or y_c a_0(i). */
    double[] crosses(LinearAlgebra algebra) {
      LabelMoments labels = c.labels();
      if (labels.terms().isEmpty()) {
        return scaled(labels.mean(), coefficient(0));
      }
      double[][] a = Arrays.copyOf(coefficients, DEGREE + 1);
      double[] sums = new double[scales.length];
      for (int j = 0; j < labels.terms().size(); j++) {
        double[][] correlations =
            c.labelCovariances().get(j).stream()
                .map(covariances -> correlations(covariances, algebra))
                .toArray(double[][]::new);
        double[] products = labels.terms().get(j).series().products(a, correlations);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += products[i];
        }
      }
      return sums;
    }

    /** Of each u_i with a normal, whose covariances with the directions are given. */
    private double[] correlations(double[] covariances, LinearAlgebra algebra) {
      double[] correlations = algebra.multiply(types.projections(), covariances);
      for (int i = 0; i < correlations.length; i++) {
        correlations[i] /= scales[i];
      }
      return correlations;
    }
  }
}

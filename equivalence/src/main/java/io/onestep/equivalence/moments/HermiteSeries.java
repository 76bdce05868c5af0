package io.onestep.equivalence.moments;

import java.util.Arrays;

/**
 * A function Y of d independent standard normals z, in Hermite polynomials: with the coefficients
 * {@code Y_alpha = E[Y prod_i He_(alpha_i)(z_i)] / sqrt(alpha!)} the forms {@code P_q(c) = sum over
 * |alpha| = q of sqrt(q!/alpha!) Y_alpha c^alpha}. They tell how Y goes with functions g of a
 * further normal u whose correlations with z are c: {@code E[g(u) Y] = sum_q a_q P_q(c)}, a_q the
 * coefficients {@code E[g(u) He_q(u)] / sqrt(q!)}, since {@code E[He_q(u) | z]} is a Hermite
 * polynomial of c^T z (Mehler's formula; for d = 1 P_q(c) = Y_q c^q).
 *
 * @param dimension d, at least 1
 * @param forms the coefficients of P_0, P_1, ...: those of P_q in the order of alpha_1, then of
 *     alpha_2, ..., ascending
 */
public record HermiteSeries(int dimension, double[][] forms) {
  /** Validates that there are as many coefficients as monomials. */
  public HermiteSeries {
    if (dimension < 1 || forms.length == 0) {
      throw new IllegalArgumentException(
          "a series of %d forms in %d variables".formatted(forms.length, dimension));
    }
    for (int q = 0; q < forms.length; q++) {
      if (forms[q].length != monomials(dimension, q)) {
        throw new IllegalArgumentException(
            "%d coefficients for the %d monomials of degree %d in %d variables"
                .formatted(forms[q].length, monomials(dimension, q), q, dimension));
      }
    }
  }

  /**
   * Returns a series in one variable.
   *
   * @param coefficients Y_0, Y_1, ...; at least one
   * @return the series
   */
  static HermiteSeries of(double[] coefficients) {
    double[][] forms = new double[coefficients.length][];
    for (int q = 0; q < forms.length; q++) {
      forms[q] = new double[] {coefficients[q]};
    }
    return new HermiteSeries(1, forms);
  }

  /** Returns the series of the function times a factor. */
  HermiteSeries times(double factor) {
    return new HermiteSeries(
        dimension,
        Arrays.stream(forms)
            .map(form -> Arrays.stream(form).map(x -> factor * x).toArray())
            .toArray(double[][]::new));
  }

  /** The number of monomials of a degree: degree + dimension - 1 over dimension - 1. */
  static int monomials(int dimension, int degree) {
    int count = 1;
    for (int i = 1; i < dimension; i++) {
      count = count * (degree + i) / i;
    }
    return count;
  }

  /**
   * Returns the mean of the function.
   *
   * @return E Y
   */
  public double mean() {
    return forms[0][0];
  }

  /**
   * Returns how the function, its series of degree 1 or more, goes with one of the normals.
   *
   * @param i the normal, from 0
   * @return E[Y z_i]
   */
  public double slope(int i) {
    return forms[1][dimension - 1 - i]; // the last variable's monomial comes first
  }

  /**
   * Returns E[g(u) Y].
   *
   * @param a the coefficients of g
   * @param c the correlations of u with z, d numbers
   * @return sum_q a_q P_q(c), as far as there are both
   */
  public double product(double[] a, double[] c) {
    return sum(a, powers(c, a.length));
  }

  /**
   * Returns E[g(u) Y] for many g and u.
   *
   * @param a the coefficients, for each degree those of each g
   * @param c for each of the d normals its correlation with each u
   * @return what {@link #product(double[], double[])} is for each g and u
   */
  public double[] products(double[][] a, double[][] c) {
    double[] products = new double[c[0].length];
    if (dimension == 1) {
      for (int q = Math.min(a.length, forms.length) - 1; q >= 0; q--) {
        addDegree(forms[q][0], a[q], c[0], products);
      }
      return products;
    }
    double[] own = new double[a.length];
    double[] correlations = new double[dimension];
    for (int i = 0; i < products.length; i++) {
      for (int q = 0; q < own.length; q++) {
        own[q] = a[q][i];
      }
      for (int z = 0; z < dimension; z++) {
        correlations[z] = c[z][i];
      }
      products[i] = product(own, correlations);
    }
    return products;
  }

  /** A step of Horner's scheme. */
  private static void addDegree(double y, double[] a, double[] c, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] * c[i] + y * a[i];
    }
  }

  /**
   * Returns E[g(u) Y] for a g that depends linearly on a part of u: to first order in what that
   * part adds to the correlations.
   *
   * @param a the coefficients of g
   * @param c the correlations of u with z, d numbers
   * @param carried what the other part of u has of them
   * @return {@code sum_q a_q (P_q(carried) + grad P_q(carried)^T (c - carried))}
   */
  public double linearised(double[] a, double[] c, double[] carried) {
    double[][] powers = powers(carried, a.length);
    double sum = sum(a, powers);
    for (int i = 0; i < dimension; i++) {
      double[] own = powers[i];
      powers[i] = new double[own.length];
      for (int q = 1; q < own.length; q++) {
        powers[i][q] = q * own[q - 1] * (c[i] - carried[i]);
      }
      sum += sum(a, powers);
      powers[i] = own;
    }
    return sum;
  }

  /** For each variable its powers, below a count. */
  private static double[][] powers(double[] c, int count) {
    double[][] powers = new double[c.length][count];
    for (int i = 0; i < c.length; i++) {
      powers[i][0] = 1;
      for (int q = 1; q < count; q++) {
        powers[i][q] = powers[i][q - 1] * c[i];
      }
    }
    return powers;
  }

  private double sum(double[] a, double[][] powers) {
    double sum = 0;
    for (int q = Math.min(a.length, forms.length) - 1; q >= 0; q--) {
      sum += a[q] * form(forms[q], 0, q, 0, powers);
    }
    return sum;
  }

  /** A form of a degree in the variables from one on, whose coefficients begin at an index. */
  private static double form(
      double[] coefficients, int from, int degree, int variable, double[][] powers) {
    int others = powers.length - 1 - variable;
    if (others == 0) {
      return coefficients[from] * powers[variable][degree];
    }
    double sum = 0;
    int at = from;
    for (int q = 0; q <= degree; q++) {
      sum += powers[variable][q] * form(coefficients, at, degree - q, variable + 1, powers);
      at += monomials(others, degree - q);
    }
    return sum;
  }
}

package io.onestep.equivalence.moments;

import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * The moments of labels within one component.
 *
 * @param mean E[y | c]
 * @param square E[y^2 | c]
 * @param terms what the labels are a sum of, noise aside; empty if they are constant in the
 *     component
 */
public record LabelMoments(double mean, double square, List<Term> terms) {
  /** What the series of E[y^2] over the powers of indices' correlations may leave. */
  private static final double SQUARE_TOLERANCE = 1e-12;

  /** Copies the list. */
  public LabelMoments {
    terms = List.copyOf(terms);
  }

  /**
   * A term of the labels: a function of a few independent standard normals z, which are what the
   * inputs' projections on directions of the labels consist of.
   *
   * @param covariances for each normal E[(x - mu_c) z], n numbers
   * @param series the function
   */
  public record Term(List<double[]> covariances, HermiteSeries series) {
    /** Copies the list and validates its size. */
    public Term {
      covariances = List.copyOf(covariances);
      if (covariances.size() != series.dimension()) {
        throw new IllegalArgumentException(
            "%d covariances for a series in %d variables"
                .formatted(covariances.size(), series.dimension()));
      }
    }
  }

  /**
   * Computes the moments in a component.
   *
   * @param law the labels' law
   * @param component the component
   * @param index its index, from 0
   * @param degree the highest Hermite coefficient, enough for sums over them to converge
   * @return the moments
   */
  public static LabelMoments of(LabelLaw law, MixtureComponent component, int index, int degree) {
    return of(law, ConditionalComponent.of(component, index), degree);
  }

  /**
   * Computes the moments in a component, or in one given a coordinate. Indices whose projection
   * does not vary there are constants.
   *
   * @param law the labels' law
   * @param component the component
   * @param degree the highest Hermite coefficient; indices of a sum that are correlated get more
   * @return the moments
   */
  public static LabelMoments of(LabelLaw law, ConditionalComponent component, int degree) {
    if (law instanceof LabelLaw.ComponentLabels labels) {
      double y = labels.labels().get(component.index());
      return new LabelMoments(y, y * y, List.of());
    }
    return law instanceof LabelLaw.IndexProduct product
        ? of(product, component, degree)
        : of((LabelLaw.IndexSum) law, component, degree);
  }

  private static LabelMoments of(
      LabelLaw.IndexProduct law, ConditionalComponent component, int degree) {
    double factor = 1;
    for (Index index : law.indices()) {
      factor *= index.coefficient() * (varies(index, component) ? 1 : constant(index, component));
    }
    double noise = law.noise() * law.noise();
    List<Index> varying = varying(law, component);
    if (varying.isEmpty()) {
      return new LabelMoments(factor, factor * factor + noise, List.of());
    }
    JointIndices joint = JointIndices.of(varying, component);
    JointIndices.Expansion product = joint.product(degree);
    Term term = new Term(joint.covariances(varying, component), product.series().times(factor));
    return new LabelMoments(
        term.series.mean(), factor * factor * product.square() + noise, List.of(term));
  }

  private static LabelMoments of(
      LabelLaw.IndexSum law, ConditionalComponent component, int degree) {
    double constant = 0;
    for (Index index : law.indices()) {
      if (!varies(index, component)) {
        constant += index.coefficient() * constant(index, component);
      }
    }
    double square = law.noise() * law.noise() + constant * constant;
    List<Index> varying = varying(law, component);
    if (varying.isEmpty()) {
      return new LabelMoments(constant, square, List.of());
    }
    JointIndices joint = JointIndices.of(varying, component);
    int enough = Math.max(degree, degree(joint));
    List<double[]> coefficients = new ArrayList<>();
    double mean = 0;
    for (int i = 0; i < varying.size(); i++) {
      Index index = varying.get(i);
      NeuronCoefficients one =
          NeuronCoefficients.of(
              index.link(),
              new double[] {joint.means()[i]},
              new double[] {joint.deviations()[i]},
              enough);
      double[] b = one.a()[0];
      for (int q = 0; q < b.length; q++) {
        b[q] *= index.coefficient();
      }
      mean += b[0];
      square += index.coefficient() * index.coefficient() * one.square()[0];
      for (int j = 0; j < i; j++) {
        double p = joint.correlations()[i][j];
        square +=
            2
                * (converges(p)
                    ? series(b, coefficients.get(j), p)
                    : index.coefficient()
                        * varying.get(j).coefficient()
                        * joint.pair(i, j).product(0).series().mean());
      }
      coefficients.add(b);
    }
    square += 2 * constant * mean;
    coefficients.get(0)[0] += constant; // as if it belonged to the first link
    List<Term> terms = new ArrayList<>();
    List<List<double[]>> coordinates = coordinates(law, component);
    for (int i = 0; i < coordinates.size(); i++) {
      terms.add(new Term(coordinates.get(i), HermiteSeries.of(coefficients.get(i))));
    }
    return new LabelMoments(mean + constant, square, terms);
  }

  /** For each term of the labels its covariances; none if they are constant in the component. */
  static List<List<double[]>> coordinates(LabelLaw law, ConditionalComponent component) {
    List<Index> varying = varying(law, component);
    if (varying.isEmpty()) {
      return List.of();
    }
    if (law instanceof LabelLaw.IndexProduct) {
      return List.of(JointIndices.of(varying, component).covariances(varying, component));
    }
    return varying.stream()
        .map(List::of)
        .map(one -> JointIndices.of(one, component).covariances(one, component))
        .toList();
  }

  private static List<Index> varying(LabelLaw law, ConditionalComponent component) {
    return law.indices().stream().filter(index -> varies(index, component)).toList();
  }

  private static boolean varies(Index index, ConditionalComponent component) {
    return component.deviation(index.direction()) > 0;
  }

  private static double constant(Index index, ConditionalComponent component) {
    return index.link().value(dot(index.direction(), component.mean()));
  }

  /** Whether the highest degree leaves less than the tolerance of a series in a correlation. */
  private static boolean converges(double correlation) {
    return degree(correlation) <= NeuronCoefficients.LARGEST_DEGREE;
  }

  /** The degree from which on powers of a correlation are below the tolerance; 1's never are. */
  private static double degree(double correlation) {
    double p = Math.abs(correlation);
    if (p == 0) {
      return 0;
    }
    return p < 1 ? Math.ceil(Math.log(SQUARE_TOLERANCE) / Math.log(p)) : Double.POSITIVE_INFINITY;
  }

  /** The largest degree that series in the indices' correlations need, where they converge. */
  private static int degree(JointIndices joint) {
    double largest = 0;
    for (int i = 0; i < joint.means().length; i++) {
      for (int j = 0; j < i; j++) {
        double p = joint.correlations()[i][j];
        largest = Math.max(largest, converges(p) ? degree(p) : 0);
      }
    }
    return (int) largest;
  }

  /** Returns sum_q a_q b_q p^q. */
  static double series(double[] a, double[] b, double p) {
    double sum = 0;
    for (int q = Math.min(a.length, b.length) - 1; q >= 0; q--) {
      sum = sum * p + a[q] * b[q];
    }
    return sum;
  }

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

package io.onestep.equivalence.moments;

import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The moments of labels within one component.
 *
 * @param mean E[y | c]
 * @param square E[y^2 | c]
 * @param indices what the labels depend on; empty if they are constant in the component
 */
public record LabelMoments(double mean, double square, List<IndexMoments> indices) {
  /**
   * What the series of E[y^2] over the powers of indices' correlations may leave; above .84 of
   * correlation the highest degree leaves more, of kinked links up to 1e-5 and of links with a jump
   * up to .04.
   */
  private static final double SQUARE_TOLERANCE = 1e-12;

  /** Copies the list. */
  public LabelMoments {
    indices = List.copyOf(indices);
  }

  /**
   * The law of one index in a component: xi^T x is Gaussian with a standard deviation s.
   *
   * @param covarianceTimesXi Sigma_c xi, n numbers
   * @param scale s = sqrt(xi^T Sigma_c xi), positive
   * @param b a times the coefficients E[s(mean + s z) He_q(z)]/sqrt(q!) of the link
   */
  public record IndexMoments(double[] covarianceTimesXi, double scale, double[] b) {
    /** Validates the scale. */
    public IndexMoments {
      if (!(scale > 0)) {
        throw new IllegalArgumentException("an index has a positive deviation, not " + scale);
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
   * Computes the moments in a component, or in one given a coordinate. Terms whose projection does
   * not vary there are constants.
   *
   * @param law the labels' law
   * @param component the component
   * @param degree the highest Hermite coefficient; indices that are correlated get more
   * @return the moments
   */
  public static LabelMoments of(LabelLaw law, ConditionalComponent component, int degree) {
    if (law instanceof LabelLaw.ComponentLabels labels) {
      double y = labels.labels().get(component.index());
      return new LabelMoments(y, y * y, List.of());
    }
    LabelLaw.IndexSum sum = (LabelLaw.IndexSum) law;
    double constant = 0;
    List<Index> varying = new ArrayList<>();
    for (Index term : sum.indices()) {
      if (component.deviation(term.direction()) > 0) {
        varying.add(term);
      } else {
        double centre = dot(term.direction(), component.mean());
        constant += term.coefficient() * term.link().value(centre);
      }
    }
    double[][] correlations = correlations(varying, component);
    int enough = Math.max(degree, degreeOf(correlations));
    List<IndexMoments> indices = new ArrayList<>();
    double mean = 0;
    double square = sum.noise() * sum.noise();
    for (Index term : varying) {
      double[] xi = term.direction();
      double scale = component.deviation(xi);
      double centre = dot(xi, component.mean());
      NeuronCoefficients one =
          NeuronCoefficients.of(term.link(), new double[] {centre}, new double[] {scale}, enough);
      double[] b = one.a()[0];
      for (int q = 0; q < b.length; q++) {
        b[q] *= term.coefficient();
      }
      mean += b[0];
      square += term.coefficient() * term.coefficient() * one.square()[0];
      for (int j = 0; j < indices.size(); j++) {
        square += 2 * series(b, indices.get(j).b(), correlations[indices.size()][j]);
      }
      indices.add(new IndexMoments(component.multiply(xi), scale, b));
    }
    square += constant * (constant + 2 * mean);
    if (!indices.isEmpty()) {
      indices.get(0).b()[0] += constant; // as if it belonged to the first link
    }
    return new LabelMoments(mean + constant, square, indices);
  }

  /** The correlations of each index with those before it. */
  private static double[][] correlations(List<Index> indices, ConditionalComponent component) {
    double[][] correlations = new double[indices.size()][];
    double[] scales = new double[indices.size()];
    for (int i = 0; i < scales.length; i++) {
      double[] sigmaXi = component.multiply(indices.get(i).direction());
      scales[i] = component.deviation(indices.get(i).direction());
      correlations[i] = new double[i];
      for (int j = 0; j < i; j++) {
        double p = dot(indices.get(j).direction(), sigmaXi) / (scales[i] * scales[j]);
        correlations[i][j] = Math.max(-1, Math.min(1, p));
      }
    }
    return correlations;
  }

  /** The degree from which on powers of the largest correlation are below the tolerance. */
  private static int degreeOf(double[][] correlations) {
    double largest =
        Arrays.stream(correlations).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    double degree = largest == 0 ? 0 : Math.log(SQUARE_TOLERANCE) / Math.log(largest);
    return (int) Math.min(NeuronCoefficients.LARGEST_DEGREE, Math.ceil(degree));
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

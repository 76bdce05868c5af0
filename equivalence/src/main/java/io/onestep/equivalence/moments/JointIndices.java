package io.onestep.equivalence.moments;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.Index;
import io.onestep.api.error.NumericalException;
import io.onestep.equivalence.quadrature.GaussianQuadrature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The joint law of some indices' projections t_r = xi_r^T x in a component. They are made of as
 * many independent standard normals z: {@code t_r = mean_r + deviation_r sum_(s <= r) L_rs z_s}, L
 * L^T the correlations (Cholesky).
 *
 * @param links the links s_r; at least one
 * @param means the means
 * @param deviations the standard deviations, positive
 * @param correlations the correlations: row r has those of t_r with the r before it
 */
record JointIndices(
    List<Activation> links, double[] means, double[] deviations, double[][] correlations) {
  /** What a correlation, or its square's distance from 1, may have by rounding alone. */
  private static final double ROUNDING = 1e-15;

  /** Degrees up to which a table's panels are as long as the last link's deviation. */
  private static final int SMOOTH_DEGREE = 20;

  /** How far normals reach in a quadrature, in standard deviations, and about how many nodes. */
  private static final double REACH = 13;

  private static final double MEANS = 416;

  /** Copies the list and validates the deviations. */
  JointIndices {
    links = List.copyOf(links);
    if (!Arrays.stream(deviations).allMatch(deviation -> deviation > 0)) {
      throw new IllegalArgumentException(
          "projections vary, with positive deviations, not " + Arrays.toString(deviations));
    }
  }

  /**
   * Returns the law in a component.
   *
   * @param indices the indices, of projections that vary in the component
   * @param component the component
   * @return the law
   */
  static JointIndices of(List<Index> indices, ConditionalComponent component) {
    int count = indices.size();
    double[] means = new double[count];
    double[] deviations = new double[count];
    double[][] correlations = new double[count][];
    for (int r = 0; r < count; r++) {
      double[] xi = indices.get(r).direction();
      double[] sigmaXi = component.multiply(xi);
      means[r] = LabelMoments.dot(xi, component.mean());
      deviations[r] = component.deviation(xi);
      correlations[r] = new double[r];
      for (int s = 0; s < r; s++) {
        double covariance = LabelMoments.dot(indices.get(s).direction(), sigmaXi);
        double p = covariance / (deviations[r] * deviations[s]);
        correlations[r][s] = Math.max(-1, Math.min(1, p));
      }
    }
    return new JointIndices(
        indices.stream().map(Index::link).toList(), means, deviations, correlations);
  }

  /** The law of an index and one before it. */
  JointIndices pair(int r, int s) {
    return new JointIndices(
        List.of(links.get(s), links.get(r)),
        new double[] {means[s], means[r]},
        new double[] {deviations[s], deviations[r]},
        new double[][] {{}, {correlations[r][s]}});
  }

  /** L: row r has r + 1 numbers, the last one 0 where t_r is a function of those before it. */
  private double[][] root() {
    double[][] root = new double[correlations.length][];
    for (int r = 0; r < root.length; r++) {
      root[r] = new double[r + 1];
      double left = 1;
      for (int s = 0; s < r; s++) {
        double rest = correlations[r][s];
        for (int d = 0; d < s; d++) {
          rest -= root[r][d] * root[s][d];
        }
        root[r][s] =
            Math.abs(rest) > ROUNDING && root[s][s] > 0
                ? Math.max(-Math.sqrt(left), Math.min(Math.sqrt(left), rest / root[s][s]))
                : 0;
        left = Math.max(0, left - root[r][s] * root[r][s]);
      }
      root[r][r] = left > ROUNDING ? Math.sqrt(left) : 0;
    }
    return root;
  }

  /**
   * Returns the covariances of an input with the normals.
   *
   * @param indices the indices
   * @param component the component
   * @return for each normal E[(x - mu) z_s], n numbers
   */
  List<double[]> covariances(List<Index> indices, ConditionalComponent component) {
    double[][] root = root();
    List<double[]> covariances = new ArrayList<>();
    for (int r = 0; r < root.length; r++) {
      double[] own = component.multiply(indices.get(r).direction());
      for (int i = 0; i < own.length; i++) {
        own[i] /= deviations[r];
        for (int s = 0; s < r; s++) {
          own[i] -= root[r][s] * covariances.get(s)[i];
        }
        own[i] = root[r][r] > 0 ? own[i] / root[r][r] : 0;
      }
      covariances.add(own);
    }
    return covariances;
  }

  /**
   * A function of the normals.
   *
   * @param series its Hermite series
   * @param square its mean square
   */
  record Expansion(HermiteSeries series, double square) {}

  /**
   * Expands the product prod_r s_r(t_r), by quadratures over z_1, then z_2 given it, and so on:
   * with two indices a few hundred quadratures at most, with three the square of that.
   *
   * @param degree the highest degree of the series, at least 0
   * @return the product, its coefficients to about 1e-9 of the root of its mean square; less where
   *     each of three indices is nearly a function of the others
   * @throws NumericalException if the mean square is not finite
   */
  Expansion product(int degree) {
    Given all = new Product(degree).given(0, means);
    if (!Double.isFinite(all.square)) {
      throw new NumericalException(
          "the mean square of a product of %s is not finite at standard deviations %s"
              .formatted(
                  links.stream().map(Activation::label).toList(), Arrays.toString(deviations)));
    }
    double[][] forms = new double[degree + 1][];
    int from = 0;
    for (int q = 0; q <= degree; q++) {
      int to = from + HermiteSeries.monomials(links.size(), q);
      forms[q] = Arrays.copyOfRange(all.forms, from, to);
      from = to;
    }
    return new Expansion(new HermiteSeries(links.size(), forms), all.square);
  }

  /**
   * The product of the links from one on, given the normals before it.
   *
   * @param forms the forms of its Hermite series in the normals left, one after the other
   * @param square its mean square
   */
  private record Given(double[] forms, double square) {}

  /** The expansion of a product. */
  private final class Product {
    private final int degree;
    private final int last = links.size() - 1;
    private final double[][] root = root();

    /** The roots of q over alpha. */
    private final double[][] binomialRoots;

    /** For each link the places where forms in the normals from its own on begin. */
    private final int[][] begin;

    private final Optional<SmoothTable> table;

    Product(int degree) {
      this.degree = degree;
      this.binomialRoots = new double[degree + 1][];
      for (int q = 0; q <= degree; q++) {
        binomialRoots[q] = new double[q + 1];
        double binomial = 1;
        for (int alpha = 0; alpha <= q; alpha++) {
          binomialRoots[q][alpha] = Math.sqrt(binomial);
          binomial = binomial * (q - alpha) / (alpha + 1);
        }
      }
      this.begin = new int[links.size()][degree + 2];
      for (int r = 0; r <= last; r++) {
        for (int q = 0; q <= degree; q++) {
          begin[r][q + 1] = begin[r][q] + HermiteSeries.monomials(links.size() - r, q);
        }
      }
      this.table = table();
    }

    /** A table of the last link over its mean, if its mean varies and fewer nodes do than means. */
    private Optional<SmoothTable> table() {
      double scale = deviations[last] * root[last][last];
      double slopes = 0;
      double means = 1;
      for (int s = 0; s < last; s++) {
        slopes += Math.abs(root[last][s]);
        means *= isAlone(s) ? 1 : MEANS;
      }
      double length = scale * (degree > SMOOTH_DEGREE ? 0.5 : 1);
      double nodes = SmoothTable.NODES * Math.ceil(2 * REACH * deviations[last] * slopes / length);
      return scale > 0 && slopes > 0 && nodes < means
          ? Optional.of(new SmoothTable(length, this::atMeans))
          : Optional.empty();
    }

    /** Expands the links from r on, whose means are those given the normals before. */
    Given given(int r, double[] mean) {
      if (r == last) {
        return ofLast(mean[r]);
      }
      double[] forms = new double[begin[r][degree + 1]];
      Activation link = links.get(r);
      double scale = deviations[r] * root[r][r];
      if (scale == 0) {
        double[] constant = new double[degree + 1];
        constant[0] = link.value(mean[r]);
        Given others = given(r + 1, mean);
        add(r, 1, constant, others, forms);
        return new Given(forms, constant[0] * constant[0] * others.square);
      }
      if (isAlone(r)) {
        NeuronCoefficients own = coefficients(r, mean[r]);
        Given others = given(r + 1, mean);
        add(r, 1, own.a()[0], others, forms);
        return new Given(forms, own.square()[0] * others.square);
      }
      GaussianQuadrature rule = rule(r, mean);
      double[] z = rule.nodes();
      double[] weights = rule.weights();
      double[] he = new double[degree + 1];
      double[] shifted = mean.clone();
      double square = 0;
      for (int j = 0; j < z.length; j++) {
        double value = link.value(mean[r] + scale * z[j]);
        hermite(z[j], he);
        for (int s = r + 1; s <= last; s++) {
          shifted[s] = mean[s] + deviations[s] * root[s][r] * z[j];
        }
        Given others = given(r + 1, shifted);
        add(r, weights[j] * value, he, others, forms);
        square += weights[j] * value * value * others.square;
      }
      return new Given(forms, square);
    }

    private Given ofLast(double mean) {
      double[] values;
      if (root[last][last] == 0) {
        values = new double[degree + 2];
        values[0] = links.get(last).value(mean);
        values[degree + 1] = values[0] * values[0];
      } else {
        values = table.isPresent() ? table.get().at(mean) : atMeans(new double[] {mean})[0];
      }
      return new Given(values, values[degree + 1]);
    }

    /** The coefficients of the last link at some means, and then its mean square. */
    private double[][] atMeans(double[] mean) {
      NeuronCoefficients own = coefficients(last, mean);
      double[][] values = new double[mean.length][];
      for (int j = 0; j < mean.length; j++) {
        values[j] = Arrays.copyOf(own.a()[j], degree + 2);
        values[j][degree + 1] = own.square()[j];
      }
      return values;
    }

    private NeuronCoefficients coefficients(int r, double... mean) {
      double[] scales = new double[mean.length];
      Arrays.fill(scales, deviations[r] * root[r][r]);
      return NeuronCoefficients.of(links.get(r), mean, scales, degree);
    }

    /** Whether the links after r do not depend on z_r. */
    private boolean isAlone(int r) {
      for (int s = r + 1; s <= last; s++) {
        if (root[s][r] != 0) {
          return false;
        }
      }
      return true;
    }

    /** Adds the product of a function of z_r, by its coefficients, and of one of the others. */
    private void add(int r, double factor, double[] own, Given others, double[] forms) {
      int at = 0;
      for (int q = 0; q <= degree; q++) {
        for (int alpha = 0; alpha <= q; alpha++) {
          double f = factor * own[alpha] * binomialRoots[q][alpha];
          int end = begin[r + 1][q - alpha + 1];
          for (int i = begin[r + 1][q - alpha]; i < end; i++) {
            forms[at++] += f * others.forms[i];
          }
        }
      }
    }

    /** He_q(z)/sqrt(q!). */
    private void hermite(double z, double[] he) {
      he[0] = 1;
      for (int q = 1; q <= degree; q++) {
        double before = q > 1 ? he[q - 2] : 0;
        he[q] = (z * he[q - 1] - Math.sqrt(q - 1) * before) / Math.sqrt(q);
      }
    }

    /**
     * A rule for z_r. A kink of a later link is, as a function of z_r, smooth on the length of what
     * the normals between have of that link's projection: panels are graded down to it.
     */
    private GaussianQuadrature rule(int r, double[] mean) {
      double scale = deviations[r] * root[r][r];
      double resolution = GaussianQuadrature.resolution(scale);
      DoubleStream.Builder cuts = DoubleStream.builder();
      for (double cut : GaussianQuadrature.cuts(mean[r], scale, links.get(r).kinks())) {
        cuts.add(cut);
      }
      for (int s = r + 1; s <= last; s++) {
        double slope = deviations[s] * root[s][r];
        if (slope != 0) {
          double steepness = Math.abs(slope);
          resolution = Math.min(resolution, GaussianQuadrature.resolution(steepness));
          for (double cut : GaussianQuadrature.cuts(Math.signum(slope) * mean[s], steepness)) {
            cuts.add(cut);
          }
          double between = 0;
          for (int d = r + 1; d <= s; d++) {
            between += root[s][d] * root[s][d];
          }
          double width = Math.sqrt(between) / Math.abs(root[s][r]);
          for (double kink : width < 1 ? links.get(s).kinks() : new double[0]) {
            double centre = (kink - mean[s]) / slope;
            cuts.add(centre);
            for (double distance = width; distance > 0 && distance < 1; distance *= 2) {
              cuts.add(centre - distance).add(centre + distance);
            }
          }
        }
      }
      return GaussianQuadrature.of(resolution, cuts.build().toArray());
    }
  }
}

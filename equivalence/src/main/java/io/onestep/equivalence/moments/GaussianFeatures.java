package io.onestep.equivalence.moments;

import io.onestep.api.activation.PairMoment;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.NumericalException;
import io.onestep.api.model.FeatureLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The features of a first layer F^, whose moments on any Gaussian mixture are computed without
 * samples. With C = F^ Sigma_c F^^T, s_i^2 = C_ii, p_ij = C_ij/(s_i s_j) and the coefficients
 * a_q(i) of {@link NeuronCoefficients}:
 *
 * <ul>
 *   <li>{@code E[phi_i phi_j | c] = (1/k) sum_q a_q(i) a_q(j) p_ij^q} for i other than j, and the
 *       closed form where the activation has one and the component no mean;
 *   <li>{@code E[phi_i y | c] = (1/sqrt k) sum_q a_q(i) b_q p_i^q}, p_i the correlation of u_i with
 *       xi^T x and b_q the target's coefficients; of a product of indices the {@link HermiteSeries}
 *       in several variables.
 * </ul>
 *
 * For features that are linear outside of some directions, p^q becomes c^q + q c^(q-1) (p - c), c
 * the part of the correlation that these directions carry. Series end where what they leave is
 * below the tolerance. Computes the second moment in O(k^2 n).
 */
public final class GaussianFeatures {
  private static final int[] DEGREES = {12, 24, 48, 96, NeuronCoefficients.LARGEST_DEGREE};

  private static final double ROUNDING = 1e-13;

  /** The room of F^ F^^T, or of covariances that are computed otherwise. */
  private static final String BASE = "covariances of pre-activations";

  /** Neurons whose covariances are computed at a time. */
  private static final int ROWS = 512;

  private final Matrix f;
  private final FeatureLaw law;
  private final double tolerance;
  private final LinearAlgebra algebra;
  private final Matrix outside;
  private Matrix gram;

  private GaussianFeatures(
      Matrix f, FeatureLaw law, double tolerance, LinearAlgebra algebra, Matrix outside) {
    this.f = f;
    this.law = law;
    this.tolerance = tolerance;
    this.algebra = algebra;
    this.outside = outside;
  }

  /**
   * Describes features. What they need of size k x k is put into the room of the linear algebra, so
   * there they are used until the next are.
   *
   * @param f the first layer F^, k x n
   * @param law how features depend on pre-activations
   * @param tolerance what series may leave, relative to sqrt(E[phi_i^2] E[phi_j^2]), positive
   * @param algebra the linear algebra to use
   * @return the features
   */
  public static GaussianFeatures of(
      Matrix f, FeatureLaw law, double tolerance, LinearAlgebra algebra) {
    Matrix basis =
        law instanceof FeatureLaw.ConditionallyLinear linear
            ? OrthonormalRows.of(linear.directions(), f.columns())
            : Matrix.zeros(0, f.columns());
    return new GaussianFeatures(f, law, tolerance, algebra, basis);
  }

  /**
   * Computes the moments on a mixture.
   *
   * @param population the population; its components' first two moments are what counts
   * @param labels the labels' law
   * @return the moments, of weight 1
   */
  public Moments average(Population population, LabelLaw labels) {
    int k = f.rows();
    Matrix second = Matrix.zeros(k, k);
    double[] mean = new double[k];
    double[] cross = new double[k];
    double labelMean = 0;
    double labelSquare = 0;
    for (ConditionalComponent component : components(population)) {
      double rho = component.weight();
      Within within = new Within(component, labels);
      within.addSecond(rho, second);
      add(rho, within.mean(), mean);
      add(rho, within.cross(), cross);
      labelMean += rho * within.label.mean();
      labelSquare += rho * within.label.square();
    }
    return new Moments(1, second, mean, cross, labelMean, labelSquare);
  }

  /**
   * Computes the second moment on a mixture.
   *
   * @param population the population
   * @return R = E[phi phi^T], k x k
   */
  public Matrix second(Population population) {
    List<Double> none = Collections.nCopies(population.componentCount(), 0.0);
    return average(population, new LabelLaw.ComponentLabels(none)).second();
  }

  /**
   * Computes the moments within each component of a mixture. Their matrices are put into the room
   * of the linear algebra, where those of the next features take their place.
   *
   * @param population the population
   * @param labels the labels' law
   * @return the moments of each component of positive weight
   */
  public List<Moments> byComponent(Population population, LabelLaw labels) {
    return given(components(population), labels);
  }

  /**
   * Computes the moments within components, or in some given a coordinate. Their matrices are put
   * into the room of the linear algebra, where those of the next features take their place.
   *
   * @param components the components
   * @param labels the labels' law
   * @return the moments of each
   */
  public List<Moments> given(List<ConditionalComponent> components, LabelLaw labels) {
    List<Moments> moments = new ArrayList<>();
    for (ConditionalComponent component : components) {
      String name = "second moment " + (moments.size() + 1);
      Matrix second = algebra.room().matrix(name, f.rows(), f.rows());
      second.fill(0);
      moments.add(given(component, labels, second));
    }
    return moments;
  }

  /**
   * Computes the moments within a component, or in one given a coordinate.
   *
   * @param component the component
   * @param labels the labels' law
   * @return its moments
   */
  public Moments given(ConditionalComponent component, LabelLaw labels) {
    return given(component, labels, Matrix.zeros(f.rows(), f.rows()));
  }

  private Moments given(ConditionalComponent component, LabelLaw labels, Matrix second) {
    Within within = new Within(component, labels);
    within.addSecond(1, second);
    return new Moments(
        component.weight(),
        second,
        within.mean(),
        within.cross(),
        within.label.mean(),
        within.label.square());
  }

  private static List<ConditionalComponent> components(Population population) {
    List<ConditionalComponent> components = new ArrayList<>();
    for (int c = 0; c < population.components().size(); c++) {
      if (population.components().get(c).weight() > 0) {
        components.add(ConditionalComponent.of(population.components().get(c), c));
      }
    }
    return components;
  }

  private static void add(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  /** The lower triangle of F^ F^^T, which the components share. */
  private Matrix gram() {
    if (gram == null) {
      gram = algebra.room().matrix(BASE, f.rows(), f.rows());
      algebra.lowerGram(f, gram);
    }
    return gram;
  }

  /** The Gaussian law of pre-activations within a component. */
  private final class Preactivations {
    private final double[] means;
    private final double[] scales;

    /** Covariances: bulk times this matrix, plus the rank-one parts, less the removed one. */
    private final Matrix base;

    private final double bulk;
    private final List<double[]> added = new ArrayList<>();
    private final double[] removed;

    Preactivations(ConditionalComponent component) {
      int k = f.rows();
      means = algebra.multiply(f, component.mean());
      removed = algebra.multiply(f, component.removed());
      if (component.covariance() instanceof SpikedCovariance spiked) {
        base = gram();
        bulk = spiked.bulk();
        for (Spike spike : spiked.spikes()) {
          double[] projections = algebra.multiply(f, spike.direction());
          double root = Math.sqrt(spike.theta());
          added.add(Arrays.stream(projections).map(x -> root * x).toArray());
        }
      } else {
        gram = null; // the covariances take its place
        base = algebra.room().matrix(BASE, k, k);
        Matrix covariance = ((DenseCovariance) component.covariance()).matrix();
        for (int from = 0; from < k; from += ROWS) {
          int to = Math.min(k, from + ROWS);
          Matrix half = Matrix.zeros(to - from, f.columns());
          algebra.multiply(1, f.rows(from, to), covariance, 0, half);
          algebra.multiplyTransposed(1, half, f, 0, base.rows(from, to));
        }
        bulk = 1;
      }
      scales = new double[k];
      for (int i = 0; i < k; i++) {
        // Given a coordinate that carries a neuron's whole variance, rounding leaves less than
        // none.
        double whole = covariance(i, i) + removed[i] * removed[i];
        double square = Math.max(covariance(i, i), ROUNDING * whole);
        if (!(square > 0 && Double.isFinite(square))) {
          throw new NumericalException(
              "the pre-activation of neuron %d has the variance %s, so its moments are not defined"
                  .formatted(i + 1, square));
        }
        scales[i] = Math.sqrt(square);
      }
    }

    double covariance(int i, int j) {
      double sum = bulk * base.get(i, j) - removed[i] * removed[j];
      for (double[] spike : added) {
        sum += spike[i] * spike[j];
      }
      return sum;
    }

    double correlation(int i, int j) {
      double p = covariance(i, j) / (scales[i] * scales[j]);
      return Math.max(-1, Math.min(1, p));
    }
  }

  /** The features within a component. */
  private final class Within {
    private final ConditionalComponent component;
    private final Preactivations u;
    private final double[] scales;

    /** K = B^T Sigma_c B, B the directions that features are not linear in. */
    private final Matrix covariance;

    /** What these directions carry: L_i with c_ij = L_i^T L_j. */
    private final double[][] carried;

    private final NeuronCoefficients coefficients;
    private final LabelMoments label;

    Within(ConditionalComponent component, LabelLaw labels) {
      this.component = component;
      this.u = new Preactivations(component);
      this.scales = u.scales;
      this.covariance = covariance();
      this.carried = carried();
      this.coefficients = coefficients(labels);
      this.label = LabelMoments.of(labels, component, coefficients.a()[0].length - 1);
    }

    private Matrix covariance() {
      int r = outside.rows();
      Matrix k = Matrix.zeros(r, r);
      for (int d = 0; d < r; d++) {
        double[] column = algebra.multiply(outside, component.multiply(outside.row(d)));
        for (int e = 0; e < r; e++) {
          k.set(e, d, column[e]);
        }
      }
      return k;
    }

    /** L_i = K^(1/2) B^T f_i / s_i: rows of k vectors. */
    private double[][] carried() {
      int r = outside.rows();
      if (r == 0) {
        return new double[0][];
      }
      Matrix root = SymmetricRoot.of(covariance, algebra);
      Matrix half = Matrix.zeros(r, f.columns());
      algebra.multiply(1, root, outside, 0, half);
      Matrix l = Matrix.zeros(f.rows(), r);
      algebra.multiplyTransposed(1, f, half, 0, l);
      double[][] rows = new double[f.rows()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = l.row(i);
        for (int d = 0; d < r; d++) {
          rows[i][d] /= scales[i];
        }
      }
      return rows;
    }

    /** Takes as many coefficients as the tolerance needs; the largest correlations decide. */
    private NeuronCoefficients coefficients(LabelLaw labels) {
      double[] ofPairs = closedForm().isPresent() ? new double[f.rows()] : pairCorrelations();
      double[] withLabels = labelCorrelations(labels);
      NeuronCoefficients result = null;
      for (int degree : DEGREES) {
        result = NeuronCoefficients.of(law.activation(), u.means, scales, degree);
        double worst = 0;
        for (int i = 0; i < ofPairs.length; i++) {
          double share = LabelMoments.dot(result.a()[i], result.a()[i]);
          double tail = Math.max(0, 1 - share / result.square()[i]);
          worst = Math.max(worst, tail * Math.pow(ofPairs[i], degree + 1));
          worst = Math.max(worst, Math.sqrt(tail) * Math.pow(withLabels[i], degree + 1));
        }
        if (worst <= tolerance) {
          break;
        }
      }
      return result;
    }

    /** For each neuron its largest |p_ij|. */
    private double[] pairCorrelations() {
      double[] largest = new double[f.rows()];
      for (int i = 0; i < largest.length; i++) {
        for (int j = 0; j < i; j++) {
          double p = Math.abs(u.correlation(i, j));
          largest[i] = Math.max(largest[i], p);
          largest[j] = Math.max(largest[j], p);
        }
      }
      return largest;
    }

    /** For each neuron its largest correlation with a term of the labels. */
    private double[] labelCorrelations(LabelLaw labels) {
      double[] largest = new double[f.rows()];
      for (List<double[]> term : LabelMoments.coordinates(labels, component)) {
        double[][] correlations = correlations(term);
        for (int i = 0; i < largest.length; i++) {
          double p = Math.sqrt(LabelMoments.dot(correlations[i], correlations[i]));
          largest[i] = Math.max(largest[i], Math.min(1, p));
        }
      }
      return largest;
    }

    /** For each neuron its correlations with standard normals of given covariances. */
    private double[][] correlations(List<double[]> covariances) {
      double[][] correlations = new double[f.rows()][covariances.size()];
      for (int d = 0; d < covariances.size(); d++) {
        double[] products = algebra.multiply(f, covariances.get(d));
        for (int i = 0; i < correlations.length; i++) {
          correlations[i][d] = products[i] / scales[i];
        }
      }
      return correlations;
    }

    private Optional<PairMoment> closedForm() {
      boolean centred = Arrays.stream(u.means).allMatch(m -> m == 0);
      return centred && law instanceof FeatureLaw.Pointwise
          ? law.activation().pairMoment()
          : Optional.empty();
    }

    void addSecond(double factor, Matrix sum) {
      int k = f.rows();
      double[][] a = coefficients.a();
      Optional<PairMoment> closed = closedForm();
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < i; j++) {
          double p = u.correlation(i, j);
          double value;
          if (closed.isPresent()) {
            value = closed.get().of(scales[i], scales[j], p);
          } else if (carried.length == 0) {
            value = LabelMoments.series(a[i], a[j], p);
          } else {
            value = linearised(a[i], a[j], p, LabelMoments.dot(carried[i], carried[j]));
          }
          double add = factor / k * value;
          sum.set(i, j, sum.get(i, j) + add);
          sum.set(j, i, sum.get(j, i) + add);
        }
        double noise =
            law instanceof FeatureLaw.Pointwise pointwise ? pointwise.noiseVariance() : 0;
        sum.set(i, i, sum.get(i, i) + factor / k * (coefficients.square()[i] + noise));
      }
    }

    double[] mean() {
      double[] mean = new double[f.rows()];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = coefficients.a()[i][0] / Math.sqrt(mean.length);
      }
      return mean;
    }

    double[] cross() {
      int k = f.rows();
      double[] cross = new double[k];
      if (label.terms().isEmpty()) {
        add(label.mean(), mean(), cross);
        return cross;
      }
      for (LabelMoments.Term term : label.terms()) {
        double[][] correlations = correlations(term.covariances());
        List<double[]> carriedBy =
            carried.length == 0
                ? List.of()
                : term.covariances().stream().map(this::carriedBy).toList();
        for (int i = 0; i < k; i++) {
          double[] a = coefficients.a()[i];
          double[] own = carried.length == 0 ? new double[0] : carried[i];
          double value =
              carried.length == 0
                  ? term.series().product(a, correlations[i])
                  : term.series()
                      .linearised(
                          a,
                          correlations[i],
                          carriedBy.stream().mapToDouble(x -> LabelMoments.dot(own, x)).toArray());
          cross[i] += value / Math.sqrt(k);
        }
      }
      return cross;
    }

    /** K^(-1/2) B^T E[(x - mu) z]: its product with L_i is the correlation that B carries. */
    private double[] carriedBy(double[] withNormal) {
      return SymmetricRoot.inverseTimes(covariance, algebra.multiply(outside, withNormal), algebra);
    }

    private static double linearised(double[] a, double[] b, double p, double c) {
      double value = 0;
      double slope = 0;
      for (int q = Math.min(a.length, b.length) - 1; q >= 0; q--) {
        slope = slope * c + value;
        value = value * c + a[q] * b[q];
      }
      return value + slope * (p - c);
    }
  }
}

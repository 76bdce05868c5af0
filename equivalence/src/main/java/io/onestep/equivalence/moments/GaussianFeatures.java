package io.onestep.equivalence.moments;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Index;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.model.FeatureLaw;
import io.onestep.api.network.PairMoment;
import io.onestep.equivalence.moments.LabelMoments.IndexMoments;
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
 *       xi^T x and b_q the target's coefficients.
 * </ul>
 *
 * For features that are linear outside of some directions, p^q becomes c^q + q c^(q-1) (p - c), c
 * the part of the correlation that these directions carry. Series end where what they leave is
 * below the tolerance. Computes the second moment in O(k^2 n).
 */
public final class GaussianFeatures {
  private static final int[] DEGREES = {12, 24, 48, 96, NeuronCoefficients.LARGEST_DEGREE};

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
   * Describes features.
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
    for (int c = 0; c < population.components().size(); c++) {
      double rho = population.components().get(c).weight();
      if (rho > 0) {
        Within within = new Within(population.components().get(c), labels, c);
        within.addSecond(rho, second);
        add(rho, within.mean(), mean);
        add(rho, within.cross(), cross);
        labelMean += rho * within.label.mean();
        labelSquare += rho * within.label.square();
      }
    }
    return new Moments(1, second, mean, cross, labelMean, labelSquare);
  }

  /**
   * Computes the moments within each component of a mixture.
   *
   * @param population the population
   * @param labels the labels' law
   * @return the moments of each component of positive weight
   */
  public List<Moments> byComponent(Population population, LabelLaw labels) {
    List<Moments> moments = new ArrayList<>();
    for (int c = 0; c < population.components().size(); c++) {
      double rho = population.components().get(c).weight();
      if (rho > 0) {
        Within within = new Within(population.components().get(c), labels, c);
        Matrix second = Matrix.zeros(f.rows(), f.rows());
        within.addSecond(1, second);
        moments.add(
            new Moments(
                rho,
                second,
                within.mean(),
                within.cross(),
                within.label.mean(),
                within.label.square()));
      }
    }
    return moments;
  }

  /**
   * Computes the features' means in each component.
   *
   * @param population the population
   * @return E[phi | c] for each component of positive weight
   */
  public List<double[]> means(Population population) {
    LabelLaw none =
        new LabelLaw.ComponentLabels(Collections.nCopies(population.componentCount(), 0.0));
    List<double[]> means = new ArrayList<>();
    for (int c = 0; c < population.components().size(); c++) {
      if (population.components().get(c).weight() > 0) {
        means.add(new Within(population.components().get(c), none, c).mean());
      }
    }
    return means;
  }

  private static void add(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  /** F^ F^^T, which the components share. */
  private Matrix gram() {
    if (gram == null) {
      gram = algebra.gram(f);
    }
    return gram;
  }

  /** The features within a component. */
  private final class Within {
    private final MixtureComponent component;
    private final double[] means;
    private final double[] scales;

    /** Covariances of pre-activations: bulk times the Gram matrix and, for each spike, a vector. */
    private final Matrix base;

    private final double bulk;
    private final double[][] spikes;

    /** What the directions that features are not linear in carry: L_i with c_ij = L_i^T L_j. */
    private final double[][] carried;

    private final NeuronCoefficients coefficients;
    private final LabelMoments label;

    Within(MixtureComponent component, LabelLaw labels, int index) {
      int k = f.rows();
      this.component = component;
      this.means = algebra.multiply(f, component.mean());
      if (component.covariance() instanceof SpikedCovariance spiked) {
        this.base = gram();
        this.bulk = spiked.bulk();
        this.spikes = new double[spiked.spikes().size()][];
        for (int j = 0; j < spikes.length; j++) {
          Spike spike = spiked.spikes().get(j);
          spikes[j] = algebra.multiply(f, spike.direction());
          double root = Math.sqrt(Math.abs(spike.theta()));
          for (int i = 0; i < k; i++) {
            spikes[j][i] *= root;
          }
        }
      } else {
        Matrix sigma = ((DenseCovariance) component.covariance()).matrix();
        Matrix half = Matrix.zeros(k, f.columns());
        algebra.multiply(1, f, sigma, 0, half);
        this.base = Matrix.zeros(k, k);
        algebra.multiplyTransposed(1, half, f, 0, base);
        this.bulk = 1;
        this.spikes = new double[0][];
      }
      this.scales = new double[k];
      double[] signs = signs();
      for (int i = 0; i < k; i++) {
        scales[i] = Math.sqrt(covariance(i, i, signs));
      }
      this.carried = carried();
      this.coefficients = coefficients(signs, labels);
      this.label = LabelMoments.of(labels, component, index, coefficients.a()[0].length - 1);
    }

    private double[] signs() {
      double[] signs = new double[spikes.length];
      if (component.covariance() instanceof SpikedCovariance spiked) {
        for (int j = 0; j < signs.length; j++) {
          signs[j] = Math.signum(spiked.spikes().get(j).theta());
        }
      }
      return signs;
    }

    private double covariance(int i, int j, double[] signs) {
      double sum = bulk * base.get(i, j);
      for (int d = 0; d < spikes.length; d++) {
        sum += signs[d] * spikes[d][i] * spikes[d][j];
      }
      return sum;
    }

    /** L_i = K^(1/2) B^T f_i / s_i with K = B^T Sigma_c B: rows of k vectors. */
    private double[][] carried() {
      int r = outside.rows();
      if (r == 0) {
        return new double[0][];
      }
      Matrix k = Matrix.zeros(r, r);
      for (int d = 0; d < r; d++) {
        double[] column =
            algebra.multiply(outside, component.covariance().multiply(outside.row(d)));
        for (int e = 0; e < r; e++) {
          k.set(e, d, column[e]);
        }
      }
      Matrix root = SymmetricRoot.of(k, algebra);
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
    private NeuronCoefficients coefficients(double[] signs, LabelLaw labels) {
      double[] ofPairs = closedForm().isPresent() ? new double[f.rows()] : pairCorrelations(signs);
      double[] withLabels = labelCorrelations(labels);
      NeuronCoefficients result = null;
      for (int degree : DEGREES) {
        result = NeuronCoefficients.of(law.activation(), means, scales, degree);
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
    private double[] pairCorrelations(double[] signs) {
      double[] largest = new double[f.rows()];
      for (int i = 0; i < largest.length; i++) {
        for (int j = 0; j < i; j++) {
          double p = Math.abs(covariance(i, j, signs)) / (scales[i] * scales[j]);
          largest[i] = Math.max(largest[i], Math.min(1, p));
          largest[j] = Math.max(largest[j], Math.min(1, p));
        }
      }
      return largest;
    }

    /** For each neuron its largest correlation with an index of the labels. */
    private double[] labelCorrelations(LabelLaw labels) {
      double[] largest = new double[f.rows()];
      if (labels instanceof LabelLaw.IndexSum sum) {
        for (Index index : sum.indices()) {
          double[] sigmaXi = component.covariance().multiply(index.direction());
          double scale = Math.sqrt(LabelMoments.dot(index.direction(), sigmaXi));
          double[] covariances = algebra.multiply(f, sigmaXi);
          for (int i = 0; i < largest.length; i++) {
            double p = Math.abs(covariances[i]) / (scales[i] * scale);
            largest[i] = Math.max(largest[i], Math.min(1, p));
          }
        }
      }
      return largest;
    }

    private Optional<PairMoment> closedForm() {
      boolean centred = Arrays.stream(means).allMatch(m -> m == 0);
      return centred && law instanceof FeatureLaw.Pointwise
          ? law.activation().pairMoment()
          : Optional.empty();
    }

    void addSecond(double factor, Matrix sum) {
      int k = f.rows();
      double[] signs = signs();
      double[][] a = coefficients.a();
      Optional<PairMoment> closed = closedForm();
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < i; j++) {
          double p = covariance(i, j, signs) / (scales[i] * scales[j]);
          double value;
          if (closed.isPresent()) {
            value = closed.get().of(scales[i], scales[j], Math.max(-1, Math.min(1, p)));
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
      if (label.indices().isEmpty()) {
        add(label.mean(), mean(), cross);
        return cross;
      }
      for (IndexMoments index : label.indices()) {
        double[] covariances = algebra.multiply(f, index.covarianceTimesXi());
        double[] carriedByXi = carriedBy(index);
        for (int i = 0; i < k; i++) {
          double p = covariances[i] / (scales[i] * index.scale());
          double[] a = coefficients.a()[i];
          double value =
              carried.length == 0
                  ? LabelMoments.series(a, index.b(), p)
                  : linearised(
                      a, index.b(), p, LabelMoments.dot(carried[i], carriedByXi) / index.scale());
          cross[i] += value / Math.sqrt(k);
        }
      }
      return cross;
    }

    /** K^(-1/2) B^T Sigma_c xi, so that its product with L_i is the covariance that B carries. */
    private double[] carriedBy(IndexMoments index) {
      if (carried.length == 0) {
        return new double[0];
      }
      int r = outside.rows();
      Matrix k = Matrix.zeros(r, r);
      for (int d = 0; d < r; d++) {
        double[] column =
            algebra.multiply(outside, component.covariance().multiply(outside.row(d)));
        for (int e = 0; e < r; e++) {
          k.set(e, d, column[e]);
        }
      }
      double[] covariances = algebra.multiply(outside, index.covarianceTimesXi());
      return SymmetricRoot.inverseTimes(k, covariances, algebra);
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

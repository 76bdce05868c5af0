package io.onestep.equivalence.spike;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.hermite.HermiteExpansion;
import io.onestep.equivalence.moments.LabelMoments;
import java.util.Arrays;

/** The right factor v of the spike u v^T of a gradient. */
public final class LearnedSpike {
  private LearnedSpike() {}

  /**
   * Returns the spike's direction of given samples.
   *
   * @param first the samples of the gradient step, m1
   * @param k the width
   * @param algebra the linear algebra to use
   * @return v = X1^T y1/(m1 sqrt k), n numbers
   */
  public static double[] of(Sample first, int k, LinearAlgebra algebra) {
    double[] v = algebra.transposedMultiply(first.x(), first.y());
    for (int i = 0; i < v.length; i++) {
      v[i] /= first.size() * Math.sqrt(k);
    }
    return v;
  }

  /**
   * Returns the mean of sqrt(k) v: E[y x] = sum_c rho_c (E_c[s'] Sigma_c xi + mu_c E_c[y]).
   *
   * @param population the population
   * @param labels the labels' law
   * @return n numbers
   */
  public static double[] mean(Population population, LabelLaw labels) {
    double[] mean = new double[population.dimension()];
    for (int c = 0; c < population.components().size(); c++) {
      MixtureComponent component = population.components().get(c);
      if (component.weight() > 0) {
        LabelMoments moments = LabelMoments.of(labels, component, c, 1);
        add(component.weight() * moments.mean(), component.mean(), mean);
        for (LabelMoments.IndexMoments index : moments.indices()) {
          // Stein's lemma: E[s'(m + s z)] = E[s(m + s z) z]/s.
          double slope = index.b()[1] / index.scale();
          add(component.weight() * slope, index.covarianceTimesXi(), mean);
        }
      }
    }
    return mean;
  }

  /**
   * Returns the labels' mean square.
   *
   * @param population the population
   * @param labels the labels' law
   * @return E y^2
   */
  public static double labelSquare(Population population, LabelLaw labels) {
    double sum = 0;
    for (int c = 0; c < population.components().size(); c++) {
      MixtureComponent component = population.components().get(c);
      if (component.weight() > 0) {
        sum += component.weight() * LabelMoments.of(labels, component, c, 1).square();
      }
    }
    return sum;
  }

  /**
   * Draws the spike's direction from its law in the proportional limit: sqrt(k) v is the mean plus
   * Gaussian noise of covariance (1/m1) sum_c rho_c E_c[y^2] Sigma_c.
   *
   * @param population the population
   * @param labels the labels' law
   * @param m1 the number of samples of the gradient step
   * @param k the width
   * @param streams the randomness
   * @return v, n numbers
   */
  public static double[] draw(
      Population population, LabelLaw labels, int m1, int k, RandomStreams streams) {
    double[] v = mean(population, labels);
    for (int c = 0; c < population.components().size(); c++) {
      MixtureComponent component = population.components().get(c);
      if (component.weight() > 0) {
        double square = LabelMoments.of(labels, component, c, 1).square();
        double[] noise = GaussianVector.draw(component.covariance(), streams.child("component", c));
        add(Math.sqrt(component.weight() * square / m1), noise, v);
      }
    }
    return Arrays.stream(v).map(x -> x / Math.sqrt(k)).toArray();
  }

  /**
   * Returns c_1 = E[sigma'(b z)], the spike's left factor being c_1 w, at the standard deviation b
   * = sqrt(n/Tr Sigma) of pre-activations apart from the data's spikes.
   *
   * @param activation the activation sigma
   * @param population the population
   * @return c_1
   */
  public static double slope(Activation activation, Population population) {
    double b = Math.sqrt(population.dimension() / population.trace());
    return HermiteExpansion.of(activation, 0, b, 1).coefficients()[1] / b;
  }

  private static void add(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }
}

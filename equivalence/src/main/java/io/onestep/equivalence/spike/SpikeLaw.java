package io.onestep.equivalence.spike;

import io.onestep.api.data.LabelLaw;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.random.RandomStreams;
import io.onestep.equivalence.moments.LabelMoments;
import java.util.Arrays;
import java.util.List;

/**
 * The law of a = X1^T y1/m1, which is sqrt k times the spike's direction v: to leading order in
 * 1/m1 it is normal with mean vbar = E[y x] = sum_c rho_c (E_c[s'] Sigma_c xi + mu_c E_c[y])
 * (Stein's lemma; in general E_c[(x - mu_c) z] E_c[y z] over the normals z that labels depend on)
 * and covariance (1/m1) sum_c rho_c E_c[y^2] Sigma_c.
 *
 * @param components the population's components
 * @param squares E_c[y^2] for each component; 0 for one of no weight
 * @param mean vbar, n numbers
 * @param m1 the number of samples of the gradient step
 */
public record SpikeLaw(List<MixtureComponent> components, double[] squares, double[] mean, int m1) {
  /** Copies the list. */
  public SpikeLaw {
    components = List.copyOf(components);
  }

  /**
   * Returns the law for a population and its labels.
   *
   * @param population the population
   * @param labels the labels' law
   * @param m1 the number of samples of the gradient step
   * @return the law
   */
  public static SpikeLaw of(Population population, LabelLaw labels, int m1) {
    List<MixtureComponent> components = population.components();
    double[] squares = new double[components.size()];
    double[] mean = new double[population.dimension()];
    for (int c = 0; c < squares.length; c++) {
      MixtureComponent component = components.get(c);
      if (component.weight() > 0) {
        LabelMoments moments = LabelMoments.of(labels, component, c, 1);
        squares[c] = moments.square();
        add(component.weight() * moments.mean(), component.mean(), mean);
        for (LabelMoments.Term term : moments.terms()) {
          for (int i = 0; i < term.series().dimension(); i++) {
            double slope = term.series().slope(i);
            add(component.weight() * slope, term.covariances().get(i), mean);
          }
        }
      }
    }
    return new SpikeLaw(components, squares, mean, m1);
  }

  /**
   * Returns the labels' mean square.
   *
   * @return E y^2
   */
  public double labelSquare() {
    double sum = 0;
    for (int c = 0; c < squares.length; c++) {
      sum += components.get(c).weight() * squares[c];
    }
    return sum;
  }

  /**
   * Returns the mean square of a.
   *
   * @return E|a|^2 = |vbar|^2 and the trace of the covariance
   */
  public double squaredNorm() {
    double sum = dot(mean, mean);
    for (int c = 0; c < squares.length; c++) {
      MixtureComponent component = components.get(c);
      sum += component.weight() * squares[c] * component.covariance().trace() / m1;
    }
    return sum;
  }

  /**
   * Returns the share of the mean square of a along a direction.
   *
   * @param direction n numbers
   * @return E(a^T e)^2/E|a|^2 for the unit vector e of the direction; 0 if it or a is 0
   */
  public double overlap(double[] direction) {
    double product = dot(mean, direction);
    double sum = product * product;
    for (int c = 0; c < squares.length; c++) {
      MixtureComponent component = components.get(c);
      double spread = dot(direction, component.covariance().multiply(direction));
      sum += component.weight() * squares[c] * spread / m1;
    }
    double norms = dot(direction, direction) * squaredNorm();
    return norms > 0 ? sum / norms : 0;
  }

  /**
   * Draws the spike's direction.
   *
   * @param k the width
   * @param streams the randomness
   * @return v = a/sqrt k, n numbers
   */
  public double[] draw(int k, RandomStreams streams) {
    double[] a = mean.clone();
    for (int c = 0; c < squares.length; c++) {
      MixtureComponent component = components.get(c);
      if (component.weight() > 0) {
        double[] noise = GaussianVector.draw(component.covariance(), streams.child("component", c));
        add(Math.sqrt(component.weight() * squares[c] / m1), noise, a);
      }
    }
    return Arrays.stream(a).map(x -> x / Math.sqrt(k)).toArray();
  }

  private static void add(double factor, double[] x, double[] sum) {
    for (int i = 0; i < x.length; i++) {
      sum[i] += factor * x[i];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

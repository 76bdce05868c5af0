package io.onestep.equivalence.moments;

import io.onestep.api.data.Covariance;
import io.onestep.api.data.MixtureComponent;

/**
 * A component of a mixture, or a component given one coordinate: again Gaussian, its covariance
 * less by a rank-one part.
 *
 * @param index the index of the component, from 0
 * @param weight the probability of the component, and of the coordinate's node
 * @param mean the mean
 * @param covariance the covariance before conditioning, Sigma_c
 * @param removed the vector a with covariance Sigma_c - a a^T; zero without conditioning
 */
public record ConditionalComponent(
    int index, double weight, double[] mean, Covariance covariance, double[] removed) {
  /** A variance below this share of what it was before conditioning is none. */
  private static final double ROUNDING = 1e-13;

  /**
   * Returns a whole component.
   *
   * @param component the component
   * @param index its index, from 0
   * @return the component, unconditioned
   */
  public static ConditionalComponent of(MixtureComponent component, int index) {
    return new ConditionalComponent(
        index,
        component.weight(),
        component.mean(),
        component.covariance(),
        new double[component.mean().length]);
  }

  /**
   * Conditions on the coordinate along a direction.
   *
   * @param direction the direction, n numbers of any norm
   * @param z how many standard deviations from its mean the coordinate is
   * @param probability the probability that stands for
   * @return the component given the coordinate
   */
  public ConditionalComponent given(double[] direction, double z, double probability) {
    double[] a = covariance.multiply(direction);
    double deviation = Math.sqrt(LabelMoments.dot(a, direction));
    double[] shifted = mean.clone();
    for (int i = 0; i < a.length; i++) {
      a[i] /= deviation;
      shifted[i] += z * a[i];
    }
    return new ConditionalComponent(index, weight * probability, shifted, covariance, a);
  }

  /**
   * Multiplies a vector by the covariance.
   *
   * @param x n numbers
   * @return (Sigma_c - a a^T) x
   */
  public double[] multiply(double[] x) {
    double[] product = covariance.multiply(x);
    double projection = LabelMoments.dot(removed, x);
    for (int i = 0; i < product.length; i++) {
      product[i] -= projection * removed[i];
    }
    return product;
  }

  /**
   * Returns the standard deviation of a projection.
   *
   * @param xi n numbers
   * @return sqrt(xi^T (Sigma_c - a a^T) xi); 0 if the difference is rounding
   */
  double deviation(double[] xi) {
    double whole = LabelMoments.dot(xi, covariance.multiply(xi));
    double projection = LabelMoments.dot(removed, xi);
    double left = whole - projection * projection;
    return left > ROUNDING * whole ? Math.sqrt(left) : 0;
  }
}

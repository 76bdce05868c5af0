package io.onestep.api.activation;

import java.util.Optional;

/**
 * An activation sigma: R -> R with its derivative. NaN gives NaN. Implementations override the
 * block methods where a whole array is faster than number after number; both ways agree to
 * rounding.
 */
public interface Activation {
  /**
   * Returns the name under which results list this activation.
   *
   * @return a short name, with the parameters that differ from their defaults
   */
  String label();

  /**
   * Returns sigma(u).
   *
   * @param u any number
   * @return the value
   */
  double value(double u);

  /**
   * Returns sigma'(u); at a kink the value that the implementation documents.
   *
   * @param u any number
   * @return the derivative
   */
  double derivative(double u);

  /**
   * Replaces numbers by sigma of them.
   *
   * @param u the numbers, overwritten from {@code from} to {@code to}
   * @param from the first index
   * @param to the index after the last
   */
  default void values(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = value(u[i]);
    }
  }

  /**
   * Replaces numbers by sigma' of them.
   *
   * @param u the numbers, overwritten from {@code from} to {@code to}
   * @param from the first index
   * @param to the index after the last
   */
  default void derivatives(double[] u, int from, int to) {
    for (int i = from; i < to; i++) {
      u[i] = derivative(u[i]);
    }
  }

  /**
   * Replaces numbers in single precision by sigma of them. As it is here, it rounds the values in
   * double precision; an implementation that has a faster way overrides it.
   *
   * @param u the numbers, overwritten from {@code from} to {@code to}; to within 1e-6 max(1, |u|,
   *     |sigma(u)|)
   * @param from the first index
   * @param to the index after the last
   */
  default void values(float[] u, int from, int to) {
    Widened.apply(this::values, u, from, to);
  }

  /**
   * Replaces numbers in single precision by sigma' of them. As it is here, it rounds the
   * derivatives in double precision; an implementation that has a faster way overrides it.
   *
   * @param u the numbers, overwritten from {@code from} to {@code to}; to within 1e-6 max(1,
   *     |sigma'(u)|)
   * @param from the first index
   * @param to the index after the last
   */
  default void derivatives(float[] u, int from, int to) {
    Widened.apply(this::derivatives, u, from, to);
  }

  /**
   * Returns the points where sigma is not smooth, at which quadrature must be split.
   *
   * @return ascending; empty if sigma is smooth
   */
  default double[] kinks() {
    return new double[0];
  }

  /**
   * Returns the closed form of E[sigma(u_1) sigma(u_2)] for centred Gaussian u, if there is one.
   *
   * @return the closed form; by default none, and predictions take a Hermite series
   */
  default Optional<PairMoment> pairMoment() {
    return Optional.empty();
  }
}

package io.onestep.equivalence.assumption;

import io.onestep.api.setting.Scaling;

/**
 * The strength of data and step by their exponents: ||Sigma|| = n^(beta (1 - alpha)) and eta =
 * n^(beta alpha) give a beta and an alpha.
 *
 * @param n the input dimension
 * @param average ||Sigma_bar||
 * @param largest the largest ||Sigma_c||
 * @param eta the learning rate of the step
 * @param scaling what the experiment asks for
 */
record Strength(int n, double average, double largest, double eta, Scaling scaling) {
  private static final double FACTOR = 2;

  double exponent(double number) {
    return Math.log(number) / Math.log(n);
  }

  /** Returns the beta that a norm implies. */
  double beta(double norm) {
    return exponent(norm) + exponent(eta);
  }

  /** Returns the alpha that a norm implies; NaN if there is no strength to be shared. */
  double alpha(double norm) {
    return exponent(eta) / beta(norm);
  }

  /** Returns whether the data have the spread of the scaling, up to a factor of 2. */
  boolean hasSpread() {
    double spread = scaling.spread(n);
    return spread >= average / FACTOR && spread <= FACTOR * largest;
  }

  /** Returns whether the step has the rate of the scaling, up to a factor of 2. */
  boolean hasRate() {
    double rate = scaling.learningRate(n);
    return rate >= eta / FACTOR && rate <= FACTOR * eta;
  }
}

package io.onestep.equivalence.assumption;

import io.onestep.api.setting.Scaling;

/**
 * The strength of data and step by their exponents: ||Sigma|| = n^(beta (1 - alpha)) and eta =
 * n^(beta alpha) give a beta and an alpha.
 *
 * @param n the input dimension
 * @param average ||Sigma_bar||
 * @param largest the largest ||Sigma_c||
 * @param scaling what the experiment asks for; the learning rate is its own
 */
record Strength(int n, double average, double largest, Scaling scaling) {
  double exponent(double norm) {
    return Math.log(norm) / Math.log(n);
  }

  /** Returns the beta that a norm implies. */
  double beta(double norm) {
    return exponent(norm) + scaling.beta() * scaling.alpha();
  }

  /** Returns the alpha that a norm implies; NaN if there is no strength to be shared. */
  double alpha(double norm) {
    return scaling.beta() * scaling.alpha() / beta(norm);
  }
}

package io.onestep.api.activation;

/** The closed form of E[sigma(u_1) sigma(u_2)] of an activation for centred Gaussian u. */
@FunctionalInterface
public interface PairMoment {
  /**
   * Returns the expectation.
   *
   * @param s1 the standard deviation of u_1, at least 0
   * @param s2 the standard deviation of u_2, at least 0
   * @param correlation the correlation of u_1 and u_2, in [-1, 1]
   * @return E[sigma(u_1) sigma(u_2)]
   */
  double of(double s1, double s2, double correlation);
}

package io.onestep.api.data;

import io.onestep.api.parameter.Range;
import java.util.Objects;

/**
 * One component of a mixture by its first two moments.
 *
 * @param weight its probability rho_c, in [0, 1]
 * @param mean its mean mu_c, n numbers
 * @param covariance its covariance Sigma_c
 */
public record MixtureComponent(double weight, double[] mean, Covariance covariance) {
  /** Validates the weight and that mean and covariance have one dimension. */
  public MixtureComponent {
    Range.parse("[0, 1]").require("weight", weight);
    Objects.requireNonNull(covariance, "covariance");
    if (mean.length != covariance.dimension()) {
      throw new IllegalArgumentException(
          "a mean of "
              + mean.length
              + " numbers does not go with a covariance of dimension "
              + covariance.dimension());
    }
  }
}

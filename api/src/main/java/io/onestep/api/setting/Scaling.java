package io.onestep.api.setting;

import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;

/**
 * How the data spread and the learning rate scale with the input dimension n: {@code ||Sigma|| ~
 * n^(beta (1 - alpha))}, {@code eta = n^(beta alpha)}, so that {@code eta ||Sigma|| ~ n^beta}
 * (Demir and Dogan, section 2).
 *
 * @param alpha the share of the strength that goes into the learning rate, in [0, 1]
 * @param beta the strength of data spread and step together, in [0, 1]
 */
public record Scaling(
    @Parameter(
            value = "share of the strength beta that goes into the learning rate",
            defaultValue = "0.5",
            range = "[0, 1]")
        double alpha,
    @Parameter(
            value = "strength: data spread times learning rate is n^beta",
            defaultValue = "0.74",
            range = "[0, 1]")
        double beta) {
  private static final double BOUNDARY = 1e-9;

  /** Validates the ranges. */
  public Scaling {
    Range.parse("[0, 1]").require("alpha", alpha);
    Range.parse("[0, 1]").require("beta", beta);
  }

  /**
   * Returns the spike strength theta that the data spread asks for.
   *
   * @param n the input dimension
   * @return n^(beta (1 - alpha))
   */
  public double spread(int n) {
    return Math.pow(n, beta * (1 - alpha));
  }

  /**
   * Returns the learning rate eta.
   *
   * @param n the input dimension
   * @return n^(beta alpha)
   */
  public double learningRate(int n) {
    return Math.pow(n, beta * alpha);
  }

  /**
   * Returns the degree of the equivalent Hermite model by theorem 4: l - 1 for {@code (l-2)/(l-1) <
   * beta < (l-1)/l}, that is {@code ceil(beta / (1 - beta))}.
   *
   * @return the degree, at least 1; {@link Integer#MAX_VALUE} at beta = 1, where no finite degree
   *     is enough
   */
  public int hermiteDegree() {
    // On a boundary between two degrees, rounding must not decide: 0.9 / (1 - 0.9) > 9.
    double degree = Math.ceil(beta / (1 - beta) - BOUNDARY);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, degree));
  }
}

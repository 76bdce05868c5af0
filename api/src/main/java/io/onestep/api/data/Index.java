package io.onestep.api.data;

import io.onestep.api.activation.Activation;
import java.util.Objects;

/**
 * One term or factor a s(xi^T x) of a sum or product of functions of projections.
 *
 * @param coefficient the coefficient a
 * @param direction the direction xi with its norm, n numbers
 * @param link the link function s
 */
public record Index(double coefficient, double[] direction, Activation link) {
  /** Validates that all parts are there. */
  public Index {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(link, "link");
  }
}

package io.onestep.equivalence.prediction;

import java.util.List;

/**
 * The errors of ridge regression, of the mixture and group by group.
 *
 * @param trainingError the minimum attained, penalty included
 * @param generalizationError (1/2) E (y - w^^T phi)^2
 * @param squaredNorm E ||w^||^2
 * @param groups what holds in each group of samples
 */
public record RidgeErrors(
    double trainingError,
    double generalizationError,
    double squaredNorm,
    List<GroupPrediction> groups) {
  /** Copies the list. */
  public RidgeErrors {
    groups = List.copyOf(groups);
  }
}

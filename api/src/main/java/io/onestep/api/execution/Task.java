package io.onestep.api.execution;

/**
 * One trial at one point of an experiment.
 *
 * @param point the index of the point in the plan, from 0
 * @param trial the index of the trial, from 0
 * @param work an estimate of the floating-point operations it needs, for balancing the load
 */
public record Task(int point, int trial, double work) {
  /** Validates that the indices are not negative. */
  public Task {
    if (point < 0 || trial < 0 || !(work >= 0)) {
      throw new IllegalArgumentException("no task has the numbers " + point + ", " + trial);
    }
  }
}

package io.onestep.runner.figure;

/**
 * The strengths beta up to which an equivalent model of a degree suffices.
 *
 * @param degree the degree d, at least 1
 */
record DegreeBoundary(int degree) {
  /** Theorem 4's, at any alpha: 1 - 1/l with l = d + 1. */
  double theorem4() {
    return degree / (degree + 1.0);
  }

  /** The beta at which (d + 1) min(2 (1 - beta), 1 - beta (1 - alpha)) = 1; heuristic. */
  double sharper(double alpha) {
    double ofStep = 1 - 1 / (2 * (degree + 1.0));
    return theorem4() < ofStep * (1 - alpha) ? theorem4() / (1 - alpha) : ofStep;
  }

  /** Theorem 4's boundary as people write it. */
  @Override
  public String toString() {
    return degree + "/" + (degree + 1);
  }
}

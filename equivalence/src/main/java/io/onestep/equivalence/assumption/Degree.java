package io.onestep.equivalence.assumption;

import io.onestep.api.setting.Scaling;
import io.onestep.equivalence.model.DegreeRule;

/** Theorem 4's degree of the equivalent Hermite model as a function of the strength. */
final class Degree {
  private Degree() {}

  /** Returns theorem 4's ceil(beta / (1 - beta)), or {@link DegreeRule#NONE}, for any beta. */
  static int ofTheorem4(double beta) {
    return new Scaling(0, Math.max(0, Math.min(1, beta))).hermiteDegree();
  }

  /**
   * A strength (l - 1)/l at which theorem 4's degree changes.
   *
   * @param l at least 2; the degree is l - 1 below and l above
   */
  record Boundary(long l) {
    /** Returns the boundary nearest to a beta in [0, 1). */
    static Boundary nearest(double beta) {
      long l = Math.max(2, (long) Math.floor(1 / (1 - beta)));
      Boundary lower = new Boundary(l);
      Boundary upper = new Boundary(l + 1);
      return Math.abs(lower.beta() - beta) <= Math.abs(upper.beta() - beta) ? lower : upper;
    }

    double beta() {
      return (l - 1) / (double) l;
    }

    @Override
    public String toString() {
      return (l - 1) + "/" + l;
    }
  }
}

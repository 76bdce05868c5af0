package io.onestep.equivalence.model;

import io.onestep.api.setting.Scaling;

/** A rule for the degree of the Hermite model that is equivalent to a network. */
public enum DegreeRule {
  /** Theorem 4 of Demir and Dogan: {@code ceil(beta / (1 - beta))}, whatever alpha. */
  THEOREM_4 {
    @Override
    public int degree(Scaling scaling) {
      return scaling.hermiteDegree();
    }
  },
  /**
   * A heuristic: the smallest d with {@code (d + 1) min(2 (1 - beta), 1 - beta (1 - alpha)) > 1}.
   * Between the boundaries of theorem 4 its degree is never larger than that one's, and the same at
   * alpha = 0; at alpha = 1 its boundaries are those of Moniri et al. (2024).
   */
  SHARPER {
    @Override
    public int degree(Scaling scaling) {
      double beta = scaling.beta();
      double x = Math.min(2 * (1 - beta), 1 - beta * (1 - scaling.alpha()));
      return (int) Math.min(NONE, Math.floor(1 / x + ROUNDING));
    }
  };

  /** No finite degree is enough. */
  public static final int NONE = Integer.MAX_VALUE;

  private static final double ROUNDING = 1e-9;

  /**
   * Returns the degree that the rule asks for.
   *
   * @param scaling how spread and step grow
   * @return the degree, at least 1; {@link #NONE} if no finite degree is enough
   */
  public abstract int degree(Scaling scaling);
}

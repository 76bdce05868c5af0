package io.onestep.engine.verdict;

import io.onestep.engine.spec.VerdictSpec;

/**
 * Concludes from trials whether two errors are the same. A program may have one of its own. Without
 * state; several runs may use it at once.
 */
public interface EquivalenceTest {
  /**
   * Draws the conclusion from a difference in each trial.
   *
   * @param rule the margin and the level that the spec asks for
   * @param differences the relative differences, one a trial, at least one; NaN where both errors
   *     are 0 up to rounding, infinite where only the error compared with is
   * @return the conclusion
   */
  Conclusion of(VerdictSpec rule, double... differences);

  /**
   * Says when two errors are found equivalent, for people.
   *
   * @param rule the margin and the level that the spec asks for
   * @return for example {@code "equivalent if ..."}, without a full stop
   */
  String text(VerdictSpec rule);
}

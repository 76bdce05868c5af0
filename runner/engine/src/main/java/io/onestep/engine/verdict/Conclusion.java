package io.onestep.engine.verdict;

import java.util.Objects;

/** What the trials say about two errors. */
public sealed interface Conclusion {
  /**
   * Returns the numbers that the conclusion rests on.
   *
   * @return the mean relative difference and its confidence interval
   */
  RelativeDifference difference();

  /**
   * Returns the conclusion in a word.
   *
   * @return {@code "equivalent"}, {@code "different"} or {@code "inconclusive"}
   */
  String text();

  /**
   * The errors are the same up to the margin.
   *
   * @param difference its confidence interval lies between minus the margin and the margin
   */
  record Equivalent(RelativeDifference difference) implements Conclusion {
    @Override
    public String text() {
      return "equivalent";
    }
  }

  /**
   * The errors differ by more than the margin.
   *
   * @param difference its confidence interval lies on one side of all that the margin allows
   */
  record Different(RelativeDifference difference) implements Conclusion {
    @Override
    public String text() {
      return "different";
    }
  }

  /**
   * The trials are too few, or vary too much, to say either.
   *
   * @param difference what is known of it
   * @param reason why there is no verdict
   */
  record Inconclusive(RelativeDifference difference, String reason) implements Conclusion {
    /** Validates that there is a reason. */
    public Inconclusive {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String text() {
      return "inconclusive";
    }
  }
}

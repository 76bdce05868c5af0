package io.onestep.api.diagnostic;

/** Whether an assumption holds. */
public enum Verdict {
  /** It holds. */
  HOLDS("holds"),
  /** It does not hold. */
  FAILS("fails"),
  /** It says nothing of such data. */
  NOT_APPLICABLE("not applicable");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /**
   * Returns the verdict in a sentence.
   *
   * @return lower case, words joined by spaces
   */
  public String text() {
    return text;
  }
}

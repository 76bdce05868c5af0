package io.onestep.api.execution;

/** What a trial spends its time on. */
public enum Phase {
  /** Matrix products, Gram matrices among them. */
  MULTIPLICATION("multiplication"),
  /** Activations, polynomials and other work on single elements. */
  ACTIVATIONS("activations"),
  /** Random numbers. */
  RANDOM_NUMBERS("random numbers"),
  /** Linear systems and decompositions. */
  SOLVES("solves"),
  /** Predictions of errors. */
  PREDICTIONS("predictions"),
  /** All else. */
  REST("rest");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  /**
   * Returns the phase in words.
   *
   * @return a noun in the plural or singular
   */
  public String text() {
    return text;
  }
}

package io.onestep.runner.report;

import java.util.Objects;

/**
 * What the results say of a question, for example whether two models have the same error.
 *
 * @param subject the question, in a few words
 * @param verdict the answer, in a word or two
 * @param text the numbers that the verdict rests on
 */
public record Statement(String subject, String verdict, String text) {
  /** Validates that all is there. */
  public Statement {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(text, "text");
  }
}

package io.onestep.api.diagnostic;

import java.util.Objects;

/**
 * What a diagnostic has found about one assumption.
 *
 * @param assumption the assumption, in a few words
 * @param verdict whether it holds
 * @param text the numbers that the verdict rests on: in short in the first line, which stands for
 *     itself; what else there is to say in further lines
 */
public record Finding(String assumption, Verdict verdict, String text) {
  /** Validates that there is something to read. */
  public Finding {
    Objects.requireNonNull(verdict, "verdict");
    if (assumption.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("a finding has an assumption and a text");
    }
  }

  /**
   * Returns the text in short.
   *
   * @return its first line
   */
  public String headline() {
    return text.lines().findFirst().orElseThrow();
  }
}

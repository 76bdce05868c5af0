package io.onestep.runner.console;

/** Text that comes from a user's input, made fit to be shown on a terminal. */
public final class PlainText {
  /** Characters of a note, which may be a plugin's, that are shown. */
  private static final int LONGEST_NOTE = 2_000;

  private PlainText() {}

  /**
   * Makes a note to the user of a text.
   *
   * @param text any text
   * @return one line
   */
  public static String note(String text) {
    return "note: " + line(text, LONGEST_NOTE);
  }

  /**
   * Makes a line of text that does to a terminal nothing but show itself.
   *
   * @param text any text
   * @param longest the most characters of it to keep
   * @return one line: what controls a terminal, the direction of text, or is half of a character,
   *     is written as {@code \\uXXXX}
   */
  public static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    int[] characters = text.codePoints().limit(longest + 1L).toArray();
    for (int i = 0; i < Math.min(characters.length, longest); i++) {
      int type = Character.getType(characters[i]);
      if (type == Character.CONTROL
          || type == Character.FORMAT
          || type == Character.SURROGATE
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        line.append(String.format("\\u%04x", characters[i]));
      } else {
        line.appendCodePoint(characters[i]);
      }
    }
    return characters.length > longest ? line + "..." : line.toString();
  }
}

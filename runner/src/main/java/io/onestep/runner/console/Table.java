package io.onestep.runner.console;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows of text in columns as wide as their contents; the last column wraps. */
public final class Table {
  private static final int WIDTH = 120;

  /** Spaces between columns. */
  static final int GAP = 2;

  /** The most characters of a cell. */
  private static final int LONGEST = 80;

  /** The most characters of a row's last cell. */
  private static final int LONGEST_LAST = 2_000;

  private final List<String[]> rows = new ArrayList<>();

  /** Creates an empty table. */
  public Table() {}

  /**
   * Adds a row.
   *
   * @param cells its cells, as many as in the other rows; very long ones are cut
   * @return this table
   */
  public Table add(String... cells) {
    String[] row = new String[cells.length];
    for (int c = 0; c < row.length; c++) {
      row[c] = PlainText.line(cells[c], c == row.length - 1 ? LONGEST_LAST : LONGEST);
    }
    rows.add(row);
    return this;
  }

  /** Returns the table as lines of text. */
  @Override
  public String toString() {
    if (rows.isEmpty()) {
      return "";
    }
    int columns = rows.get(0).length;
    Column[] layout = new Column[columns];
    int used = 0;
    for (int c = 0; c < columns; c++) {
      int column = c;
      int width = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0) + GAP;
      if (c == columns - 1) {
        width = Math.max(30, Math.min(width, WIDTH - used));
      }
      used += width;
      layout[c] = new Column(width, 0, c == columns - 1 ? Overflow.WRAP : Overflow.SPAN);
    }
    ColorScheme plain = Help.defaultColorScheme(Ansi.OFF);
    TextTable table = TextTable.forColumns(plain, layout);
    rows.forEach(table::addRowValues);
    return table.toString().replaceAll("(?m)[ \\t]+$", "");
  }
}

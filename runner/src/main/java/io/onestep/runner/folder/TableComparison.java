package io.onestep.runner.folder;

import io.onestep.api.error.InvalidInputException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** How two tables of one experiment differ. Rows go by all columns up to that of the source. */
final class TableComparison {
  private static final String LAST_OF_KEY = "source";

  private final List<String> columns;
  private final int keys;
  private final Map<List<String>, CSVRecord> then;
  private final Map<List<String>, CSVRecord> now;

  private TableComparison(String name, String then, String now) {
    this.columns = List.copyOf(Arrays.asList(then.split("\r?\n", 2)[0].split(",")));
    this.keys = columns.indexOf(LAST_OF_KEY) + 1;
    this.then = rows(name, then);
    this.now = rows(name, now);
  }

  /** Says where tables that are not the same differ. */
  static String describe(String name, String then, String now) {
    return name + ": " + new TableComparison(name, then, now).describe();
  }

  private Map<List<String>, CSVRecord> rows(String name, String text) {
    Map<List<String>, CSVRecord> rows = new LinkedHashMap<>();
    try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(text))) {
      for (CSVRecord row : parser) {
        rows.put(row.stream().limit(keys).toList(), row);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(name, "is not the table of a run: " + e.getMessage());
    }
    return rows;
  }

  private String describe() {
    String first = null;
    String largest = null;
    double largestDifference = -1;
    int changed = 0;
    int missing = 0;
    for (Map.Entry<List<String>, CSVRecord> row : then.entrySet()) {
      CSVRecord other = now.get(row.getKey());
      if (other == null) {
        missing++;
        first = first == null ? place(row.getValue()) + " is not there now" : first;
        continue;
      }
      List<Integer> differing = differing(row.getValue(), other);
      if (differing.isEmpty()) {
        continue;
      }
      changed++;
      if (first == null) {
        int column = differing.get(0);
        first =
            "%s, column %s: %s then, %s now"
                .formatted(
                    place(row.getValue()),
                    column < columns.size() ? columns.get(column) : column + 1,
                    cell(row.getValue(), column),
                    cell(other, column));
      }
      for (int column : differing) {
        double difference = relative(cell(row.getValue(), column), cell(other, column));
        if (difference > largestDifference) {
          largestDifference = difference;
          largest = place(row.getValue());
        }
      }
    }
    int added = (int) now.keySet().stream().filter(key -> !then.containsKey(key)).count();
    List<String> parts = new ArrayList<>();
    parts.add("%d of %d rows have other values".formatted(changed, then.size() - 1));
    if (missing + added > 0) {
      parts.add("%d rows are not there now, %d were not there then".formatted(missing, added));
    }
    if (first != null) {
      parts.add("first " + first);
    }
    if (largest != null) {
      parts.add("largest relative difference %.2g, at %s".formatted(largestDifference, largest));
    }
    return String.join("; ", parts);
  }

  private static List<Integer> differing(CSVRecord one, CSVRecord other) {
    List<Integer> differing = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      if (!cell(one, i).equals(cell(other, i))) {
        differing.add(i);
      }
    }
    return differing;
  }

  private static String cell(CSVRecord row, int column) {
    return column < row.size() ? row.get(column) : "";
  }

  private String place(CSVRecord row) {
    return "line %d (%s)"
        .formatted(row.getRecordNumber(), String.join(", ", row.stream().limit(keys).toList()));
  }

  /** Returns the difference of two numbers relative to the larger; -1 if one is no number. */
  private static double relative(String one, String other) {
    try {
      double a = Double.parseDouble(one);
      double b = Double.parseDouble(other);
      return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

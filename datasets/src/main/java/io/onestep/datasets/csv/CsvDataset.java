package io.onestep.datasets.csv;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.InputClass;
import io.onestep.api.error.InvalidInputException;
import io.onestep.datasets.file.DataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table of comma-separated values, read row by row. */
record CsvDataset(Path file, String label, List<String> columns, char delimiter)
    implements Dataset {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  @Override
  public ClassedInputs load() {
    return DataSource.of(file).read(this::read);
  }

  @Override
  public List<DataFile> files() {
    return List.of(DataSource.of(file).describe());
  }

  private ClassedInputs read(InputStream content) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
    // A decoder of its own, unlike a charset's name, reports malformed bytes.
    Reader text = new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder());
    try (CSVParser rows = format.parse(withoutMark(new BufferedReader(text)))) {
      Table table = null;
      for (CSVRecord row : rows) {
        long line = rows.getCurrentLineNumber();
        if (table == null) {
          table = new Table(row.toList());
        } else {
          table.add(row, line);
        }
      }
      if (table == null) {
        throw new InvalidInputException(file.toString(), "is empty; expected a header");
      }
      return table.inputs();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file.toString(), "is not text in UTF-8");
    } catch (UncheckedIOException e) { // what the parser's iterator makes of the reader's
      if (e.getCause() instanceof CharacterCodingException) {
        throw new InvalidInputException(file.toString(), "is not text in UTF-8");
      }
      throw new InvalidInputException(file.toString(), "is no table: " + e.getCause().getMessage());
    }
  }

  private static Reader withoutMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  /** The rows that have been read. */
  private final class Table {
    private final List<String> header;
    private final int labelColumn;
    private final int[] numberColumns;
    private final Map<String, List<double[]>> rowsOfLabel = new LinkedHashMap<>();

    Table(List<String> header) {
      this.header = header;
      this.labelColumn = column(label);
      List<String> numbers = new ArrayList<>(columns);
      if (numbers.isEmpty()) {
        numbers.addAll(header);
        numbers.remove(labelColumn);
      }
      if (numbers.isEmpty()) {
        throw invalid(1, "expected a column of numbers beside '" + label + "'");
      }
      this.numberColumns = numbers.stream().mapToInt(this::column).toArray();
    }

    private int column(String name) {
      int column = header.indexOf(name);
      if (column < 0) {
        throw invalid(
            1, "expected a column '" + name + "', found '" + String.join("', '", header) + "'");
      }
      if (header.lastIndexOf(name) != column) {
        throw invalid(1, "two columns are called '" + name + "'");
      }
      return column;
    }

    void add(CSVRecord row, long line) {
      if (row.size() != header.size()) {
        throw invalid(
            line, "expected " + header.size() + " values as in the header, found " + row.size());
      }
      double[] numbers = new double[numberColumns.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(row.get(numberColumns[i]), header.get(numberColumns[i]), line);
      }
      if (row.get(labelColumn).isBlank()) {
        throw invalid(line, "column '" + label + "': expected a label, found nothing");
      }
      rowsOfLabel
          .computeIfAbsent(row.get(labelColumn).strip(), l -> new ArrayList<>())
          .add(numbers);
    }

    private double number(String text, String column, long line) {
      try {
        double number = Double.parseDouble(text.strip());
        // Java's own notation has letters at the end, as in 1d; a table's has not.
        if (Double.isFinite(number) && !text.strip().matches(".*[dDfF]")) {
          return number;
        }
      } catch (NumberFormatException e) {
        // said below, as infinities and NaN are
      }
      throw invalid(
          line, "column '" + column + "': expected a finite number, found '" + text + "'");
    }

    private InvalidInputException invalid(long line, String message) {
      return new InvalidInputException(file + ":" + line, message);
    }

    ClassedInputs inputs() {
      if (rowsOfLabel.isEmpty()) {
        throw new InvalidInputException(file.toString(), "has a header but no rows");
      }
      Comparator<String> order = Comparator.naturalOrder();
      if (rowsOfLabel.keySet().stream().allMatch(l -> l.matches("[+-]?\\d{1,18}"))) {
        order = Comparator.<String>comparingLong(Long::parseLong).thenComparing(order);
      }
      SortedMap<String, List<double[]>> sorted = new TreeMap<>(order);
      sorted.putAll(rowsOfLabel);
      List<InputClass> classes = new ArrayList<>();
      sorted.forEach(
          (name, rows) ->
              classes.add(new InputClass(name, Matrix.ofRows(rows.toArray(double[][]::new)), 0)));
      return new ClassedInputs(classes);
    }
  }
}

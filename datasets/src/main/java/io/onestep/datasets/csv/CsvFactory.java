package io.onestep.datasets.csv;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.DatasetFactory;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * A table of comma-separated values in UTF-8 with a header: a column of labels and columns of
 * numbers. A class is named by its label; classes are in the order of their labels, by number if
 * all labels are whole numbers, otherwise by alphabet.
 */
public final class CsvFactory implements DatasetFactory<CsvFactory.Config> {
  /** Creates the factory. */
  public CsvFactory() {}

  /**
   * The parameters.
   *
   * @param file the file, relative to the data folder
   * @param label the name of the column of labels
   * @param columns the names of the columns of numbers; empty for all but that of the labels
   * @param delimiter the character between two values
   */
  public record Config(
      @Parameter(value = "file, relative to the data folder", example = "\"table.csv\"")
          String file,
      @Parameter(value = "name of the column of labels", defaultValue = "\"label\"") String label,
      @Parameter(
              value = "names of the columns of numbers; empty: all but that of the labels",
              defaultValue = "[]")
          List<String> columns,
      @Parameter(value = "character between two values", defaultValue = "\",\"") String delimiter) {
    /** Validates the names and the delimiter. */
    public Config {
      try {
        Path.of(file);
      } catch (InvalidPathException e) {
        throw new InvalidValueException("file", "'" + file + "'", "a path");
      }
      columns = List.copyOf(columns);
      if (columns.contains(label) || new HashSet<>(columns).size() < columns.size()) {
        throw new InvalidValueException(
            "columns", columns, "distinct, without the column of labels '" + label + "'");
      }
      if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
        throw new InvalidValueException(
            "delimiter", "'" + delimiter + "'", "a single character such as \",\" or \"\\t\"");
      }
    }
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String summary() {
    return "a table of comma-separated values: columns of numbers and a column of labels";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Dataset create(Config config, ComponentContext context) {
    Path file = context.dataFolder().orElse(Path.of("")).resolve(config.file());
    return new CsvDataset(file, config.label(), config.columns(), config.delimiter().charAt(0));
  }
}

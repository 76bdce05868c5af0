package io.onestep.datamodels.mixture;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.NumericalException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A covariance matrix in a file of comma-separated values: n rows of n numbers, no header.
 *
 * @param covariance the covariance
 * @param file where it came from
 */
record CovarianceFile(DenseCovariance covariance, DataFile file) {
  /**
   * Reads a file.
   *
   * @throws InvalidInputException if there is no such file, or it holds no covariance of n inputs
   */
  static CovarianceFile read(Path path, int n) {
    String name = path.toString();
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(name, "there is no such file");
    } catch (IOException e) {
      throw new InvalidInputException(name, "the file cannot be read: " + e.getMessage());
    }
    Matrix matrix = parse(new String(content, StandardCharsets.UTF_8), name, n);
    try {
      DenseCovariance covariance = new DenseCovariance(matrix);
      new DenseSampler(new double[n], covariance); // refuses what is not semidefinite
      return new CovarianceFile(covariance, new DataFile(name, sha256(content)));
    } catch (IllegalArgumentException | NumericalException e) {
      throw new InvalidInputException(name, "holds no covariance: " + e.getMessage());
    }
  }

  private static Matrix parse(String text, String name, int n) {
    Matrix matrix = Matrix.zeros(n, n);
    int i = 0;
    try (CSVParser rows = CSVFormat.RFC4180.parse(new StringReader(text))) {
      for (CSVRecord row : rows) {
        String where = name + ":" + rows.getCurrentLineNumber();
        if (i == n || row.size() != n) {
          throw new InvalidInputException(
              where,
              "expected %d rows of n = %d numbers, found %s"
                  .formatted(n, n, i == n ? "a further row" : "a row of " + row.size()));
        }
        for (int j = 0; j < n; j++) {
          matrix.set(i, j, number(row.get(j), where));
        }
        i++;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInputException(name, "is no table of numbers: " + e.getMessage());
    }
    if (i < n) {
      throw new InvalidInputException(name, "expected n = %d rows, found %d".formatted(n, i));
    }
    return matrix;
  }

  private static double number(String text, String where) {
    try {
      double number = Double.parseDouble(text.strip());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as infinities and NaN are
    }
    throw new InvalidInputException(where, "expected a number, found '" + text + "'");
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

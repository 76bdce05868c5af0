package io.onestep.testkit;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A room as a trial finds it, at its worst: matrices of one name and size share their elements, and
 * asking for one fills it with NaN. Not safe for use by several threads.
 */
public final class UsedRoom implements Room {
  private record Key(String name, int rows, int columns) {}

  private final Map<Key, Matrix> matrices = new HashMap<>();
  private final Map<Key, FloatMatrix> floatMatrices = new HashMap<>();

  /** Creates a room. */
  public UsedRoom() {}

  /**
   * Returns how much has been asked for.
   *
   * @return the bytes of all its matrices, each once
   */
  public long bytes() {
    long doubles = matrices.values().stream().mapToLong(Matrix::size).sum();
    long floats =
        floatMatrices.keySet().stream().mapToLong(key -> (long) key.rows() * key.columns()).sum();
    return Double.BYTES * doubles + Float.BYTES * floats;
  }

  @Override
  public Matrix matrix(String name, int rows, int columns) {
    Matrix matrix =
        matrices.computeIfAbsent(new Key(name, rows, columns), key -> Matrix.zeros(rows, columns));
    Arrays.fill(matrix.data(), Double.NaN);
    return matrix;
  }

  @Override
  public FloatMatrix floatMatrix(String name, int rows, int columns) {
    FloatMatrix matrix =
        floatMatrices.computeIfAbsent(
            new Key(name, rows, columns), key -> FloatMatrix.zeros(rows, columns));
    Arrays.fill(matrix.data(), Float.NaN);
    return matrix;
  }
}

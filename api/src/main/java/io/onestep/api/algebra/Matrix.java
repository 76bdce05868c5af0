package io.onestep.api.algebra;

import java.util.Arrays;
import java.util.Objects;

/**
 * A matrix of doubles in row-major order, on a plain array. It is mutable: a buffer that backends
 * write to. {@link #rows(int, int)} gives a view, so that blocks need no copy.
 */
public final class Matrix {
  /** The most elements that a matrix can have: every Java platform allocates such an array. */
  public static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** Edge of the blocks that are transposed at a time: two fit into the L1 cache. */
  private static final int BLOCK = 32;

  private final int rows;
  private final int columns;
  private final double[] data;
  private final int offset;

  private Matrix(int rows, int columns, double[] data, int offset) {
    this.rows = rows;
    this.columns = columns;
    this.data = data;
    this.offset = offset;
  }

  /**
   * Returns a matrix of zeros.
   *
   * @param rows the number of rows, at least 0
   * @param columns the number of columns, at least 0
   * @return a new matrix
   * @throws IllegalArgumentException if a size is negative or the product exceeds an array's limit
   */
  public static Matrix zeros(int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > MOST_ELEMENTS) {
      throw new IllegalArgumentException("no matrix has the size " + rows + " x " + columns);
    }
    return new Matrix(rows, columns, new double[rows * columns], 0);
  }

  /**
   * Returns a matrix on the beginning of an array, without copying it.
   *
   * @param rows the number of rows, at least 0
   * @param columns the number of columns, at least 0
   * @param data the array, row after row; at least rows times columns long
   * @return a matrix that shares the array
   */
  public static Matrix of(int rows, int columns, double[] data) {
    if (rows < 0 || columns < 0 || (long) rows * columns > data.length) {
      throw new IllegalArgumentException(
          "an array of " + data.length + " holds no " + rows + " x " + columns + " matrix");
    }
    return new Matrix(rows, columns, data, 0);
  }

  /**
   * Returns a matrix with a copy of the given rows.
   *
   * @param rows the rows, all of one length
   * @return a new matrix
   */
  public static Matrix ofRows(double[][] rows) {
    Matrix matrix = zeros(rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != matrix.columns) {
        throw new IllegalArgumentException("row " + i + " has another length than row 0");
      }
      System.arraycopy(rows[i], 0, matrix.data, i * matrix.columns, matrix.columns);
    }
    return matrix;
  }

  /**
   * Returns the number of rows.
   *
   * @return at least 0
   */
  public int rows() {
    return rows;
  }

  /**
   * Returns the number of columns.
   *
   * @return at least 0
   */
  public int columns() {
    return columns;
  }

  /**
   * Returns the array that holds the elements: element (i, j) stands at {@code offset() + i *
   * columns() + j}.
   *
   * @return the array itself, not a copy
   */
  public double[] data() {
    return data;
  }

  /**
   * Returns where the elements begin in {@link #data()}.
   *
   * @return the index of element (0, 0)
   */
  public int offset() {
    return offset;
  }

  /**
   * Returns the number of elements, which stand side by side from {@link #offset()} on.
   *
   * @return rows times columns
   */
  public int size() {
    return rows * columns;
  }

  /**
   * Returns an element.
   *
   * @param i the row
   * @param j the column
   * @return the element
   */
  public double get(int i, int j) {
    return data[index(i, j)];
  }

  /**
   * Sets an element.
   *
   * @param i the row
   * @param j the column
   * @param value the new value
   */
  public void set(int i, int j, double value) {
    data[index(i, j)] = value;
  }

  private int index(int i, int j) {
    Objects.checkIndex(i, rows);
    Objects.checkIndex(j, columns);
    return offset + i * columns + j;
  }

  /**
   * Returns a copy of a row.
   *
   * @param i the row
   * @return its elements
   */
  public double[] row(int i) {
    Objects.checkIndex(i, rows);
    double[] row = new double[columns];
    System.arraycopy(data, offset + i * columns, row, 0, columns);
    return row;
  }

  /**
   * Returns a view of consecutive rows, which shares its elements with this matrix.
   *
   * @param from the first row
   * @param to the row after the last
   * @return the view, (to - from) x columns
   */
  public Matrix rows(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new Matrix(to - from, columns, data, offset + from * columns);
  }

  /**
   * Returns a copy with an array of its own.
   *
   * @return a new matrix
   */
  public Matrix copy() {
    Matrix copy = zeros(rows, columns);
    copy.assign(this);
    return copy;
  }

  /**
   * Overwrites all elements with those of another matrix.
   *
   * @param source a matrix of the same size
   */
  public void assign(Matrix source) {
    if (source.rows != rows || source.columns != columns) {
      throw new IllegalArgumentException("cannot assign " + source + " to " + this);
    }
    System.arraycopy(source.data, source.offset, data, offset, size());
  }

  /**
   * Overwrites all elements with a number.
   *
   * @param value the number
   */
  public void fill(double value) {
    Arrays.fill(data, offset, offset + size(), value);
  }

  /**
   * Adds a multiple of another matrix.
   *
   * @param factor the factor
   * @param other a matrix of the same size
   */
  public void add(double factor, Matrix other) {
    if (other.rows != rows || other.columns != columns) {
      throw new IllegalArgumentException("cannot add " + other + " to " + this);
    }
    for (int i = 0; i < size(); i++) {
      data[offset + i] += factor * other.data[other.offset + i];
    }
  }

  /**
   * Copies what stands below the diagonal to its mirrored place, so that the matrix is symmetric.
   *
   * @throws IllegalArgumentException if the matrix is not square
   */
  public void mirrorLowerTriangle() {
    if (rows != columns) {
      throw new IllegalArgumentException("a symmetric matrix is square, not a " + this);
    }
    for (int i0 = 0; i0 < rows; i0 += BLOCK) {
      int i1 = Math.min(i0 + BLOCK, rows);
      for (int j0 = 0; j0 <= i0; j0 += BLOCK) {
        for (int i = i0; i < i1; i++) {
          for (int j = j0; j < Math.min(j0 + BLOCK, i); j++) {
            data[offset + j * rows + i] = data[offset + i * rows + j];
          }
        }
      }
    }
  }

  /**
   * Returns whether all elements are finite.
   *
   * @return false if there is a NaN or an infinity
   */
  public boolean isFinite() {
    return isFinite(data, offset, offset + size());
  }

  /**
   * Returns whether numbers are finite.
   *
   * @param values the numbers
   * @param from the first index
   * @param to the index after the last
   * @return false if there is a NaN or an infinity
   */
  public static boolean isFinite(double[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    // x - x is 0 or NaN, and NaN stays; four sums, as one would wait for each addition.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      a += values[i] - values[i];
      b += values[i + 1] - values[i + 1];
      c += values[i + 2] - values[i + 2];
      d += values[i + 3] - values[i + 3];
    }
    for (; i < to; i++) {
      a += values[i] - values[i];
    }
    return a + b + c + d == 0;
  }

  /** Returns the size, not the elements. */
  @Override
  public String toString() {
    return "Matrix " + rows + " x " + columns;
  }
}

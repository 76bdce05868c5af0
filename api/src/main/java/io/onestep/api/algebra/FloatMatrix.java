package io.onestep.api.algebra;

import java.util.Objects;

/**
 * A matrix in single precision, in row-major order, on a plain array: half the memory and about
 * twice the speed of a {@link Matrix} in products, where 7 digits are enough. Mutable, as a {@link
 * Matrix} is.
 */
public final class FloatMatrix {
  private final int rows;
  private final int columns;
  private final float[] data;
  private final int offset;

  private FloatMatrix(int rows, int columns, float[] data, int offset) {
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
  public static FloatMatrix zeros(int rows, int columns) {
    if (rows < 0 || columns < 0 || (long) rows * columns > Matrix.MOST_ELEMENTS) {
      throw new IllegalArgumentException("no matrix has the size " + rows + " x " + columns);
    }
    return new FloatMatrix(rows, columns, new float[rows * columns], 0);
  }

  /**
   * Returns a matrix on the beginning of an array, without copying it.
   *
   * @param rows the number of rows, at least 0
   * @param columns the number of columns, at least 0
   * @param data the array, row after row; at least rows times columns long
   * @return a matrix that shares the array
   */
  public static FloatMatrix of(int rows, int columns, float[] data) {
    if (rows < 0 || columns < 0 || (long) rows * columns > data.length) {
      throw new IllegalArgumentException(
          "an array of " + data.length + " holds no " + rows + " x " + columns + " matrix");
    }
    return new FloatMatrix(rows, columns, data, 0);
  }

  /**
   * Returns a rounded copy of a matrix.
   *
   * @param matrix the matrix
   * @return a new matrix of the same size
   */
  public static FloatMatrix of(Matrix matrix) {
    FloatMatrix rounded = zeros(matrix.rows(), matrix.columns());
    rounded.assign(matrix);
    return rounded;
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
  public float[] data() {
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
   * Returns a view of consecutive rows, which shares its elements with this matrix.
   *
   * @param from the first row
   * @param to the row after the last
   * @return the view, (to - from) x columns
   */
  public FloatMatrix rows(int from, int to) {
    Objects.checkFromToIndex(from, to, rows);
    return new FloatMatrix(to - from, columns, data, offset + from * columns);
  }

  /**
   * Overwrites all elements with those of a matrix, rounded.
   *
   * @param source a matrix of the same size
   */
  public void assign(Matrix source) {
    requireSize(source);
    double[] from = source.data();
    int start = source.offset();
    for (int i = 0; i < rows * columns; i++) {
      data[offset + i] = (float) from[start + i];
    }
  }

  /**
   * Overwrites all elements with those of another matrix.
   *
   * @param source a matrix of the same size
   */
  public void assign(FloatMatrix source) {
    if (source.rows != rows || source.columns != columns) {
      throw new IllegalArgumentException(this + " and " + source + " differ in size");
    }
    System.arraycopy(source.data, source.offset, data, offset, rows * columns);
  }

  /**
   * Writes all elements to a matrix in double precision.
   *
   * @param target a matrix of the same size, overwritten
   */
  public void copyTo(Matrix target) {
    requireSize(target);
    double[] to = target.data();
    int start = target.offset();
    for (int i = 0; i < rows * columns; i++) {
      to[start + i] = data[offset + i];
    }
  }

  /**
   * Returns a copy in double precision.
   *
   * @return a new matrix of the same size
   */
  public Matrix toMatrix() {
    Matrix matrix = Matrix.zeros(rows, columns);
    copyTo(matrix);
    return matrix;
  }

  /** Rows that are multiplied at a time, so that a vector is read once for all of them. */
  private static final int FOUR = 4;

  /**
   * Multiplies with a vector, in double precision.
   *
   * @param x columns() numbers
   * @return rows() numbers
   */
  public double[] times(double[] x) {
    requireLength(x, columns);
    double[] product = new double[rows];
    int row = 0;
    for (; row <= rows - FOUR; row += FOUR) {
      int at = offset + row * columns;
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (int j = 0; j < x.length; j++) {
        a = Math.fma(x[j], data[at + j], a);
        b = Math.fma(x[j], data[at + columns + j], b);
        c = Math.fma(x[j], data[at + 2 * columns + j], c);
        d = Math.fma(x[j], data[at + 3 * columns + j], d);
      }
      product[row] = a;
      product[row + 1] = b;
      product[row + 2] = c;
      product[row + 3] = d;
    }
    for (; row < rows; row++) {
      int at = offset + row * columns;
      for (int j = 0; j < x.length; j++) {
        product[row] += x[j] * data[at + j];
      }
    }
    return product;
  }

  /**
   * Multiplies the transposed matrix with a vector, in double precision.
   *
   * @param x rows() numbers
   * @return columns() numbers
   */
  public double[] transposedTimes(double[] x) {
    requireLength(x, rows);
    double[] product = new double[columns];
    int row = 0;
    for (; row <= rows - FOUR; row += FOUR) {
      int at = offset + row * columns;
      double a = x[row];
      double b = x[row + 1];
      double c = x[row + 2];
      double d = x[row + 3];
      for (int j = 0; j < product.length; j++) {
        double sum = Math.fma(d, data[at + 3 * columns + j], product[j]);
        sum = Math.fma(c, data[at + 2 * columns + j], sum);
        sum = Math.fma(b, data[at + columns + j], sum);
        product[j] = Math.fma(a, data[at + j], sum);
      }
    }
    for (; row < rows; row++) {
      int at = offset + row * columns;
      for (int j = 0; j < product.length; j++) {
        product[j] += x[row] * data[at + j];
      }
    }
    return product;
  }

  private void requireLength(double[] x, int length) {
    if (x.length != length) {
      throw new IllegalArgumentException("a vector of " + x.length + " numbers for a " + this);
    }
  }

  /**
   * Returns the sum of the squares of all elements.
   *
   * @return at least 0; not finite if an element is not
   */
  public double squaredNorm() {
    // Four sums, as one would wait for each addition.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = offset + rows * columns;
    int i = offset;
    for (; i <= end - FOUR; i += FOUR) {
      a += (double) data[i] * data[i];
      b += (double) data[i + 1] * data[i + 1];
      c += (double) data[i + 2] * data[i + 2];
      d += (double) data[i + 3] * data[i + 3];
    }
    for (; i < end; i++) {
      a += (double) data[i] * data[i];
    }
    return a + b + c + d;
  }

  /**
   * Returns whether all elements are finite.
   *
   * @return false if there is a NaN or an infinity, which rounding makes of what exceeds 3.4e38
   */
  public boolean isFinite() {
    // x - x is 0 or NaN, and NaN stays; four sums, as one would wait for each addition.
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int end = offset + rows * columns;
    int i = offset;
    for (; i < end - 3; i += 4) {
      a += data[i] - data[i];
      b += data[i + 1] - data[i + 1];
      c += data[i + 2] - data[i + 2];
      d += data[i + 3] - data[i + 3];
    }
    for (; i < end; i++) {
      a += data[i] - data[i];
    }
    return a + b + c + d == 0;
  }

  private void requireSize(Matrix other) {
    if (other.rows() != rows || other.columns() != columns) {
      throw new IllegalArgumentException(this + " and " + other + " differ in size");
    }
  }

  /** Returns the size, not the elements. */
  @Override
  public String toString() {
    return "single-precision matrix " + rows + " x " + columns;
  }
}

package io.onestep.api.algebra;

/**
 * Where large matrices are put that are needed for a while. Their names say what they are and
 * whose, as one that is put there takes the place of another of its name.
 */
public interface Room {
  /** New matrices, to be collected when nothing refers to them. */
  Room NEW =
      new Room() {
        @Override
        public Matrix matrix(String name, int rows, int columns) {
          return Matrix.zeros(rows, columns);
        }

        @Override
        public FloatMatrix floatMatrix(String name, int rows, int columns) {
          return FloatMatrix.zeros(rows, columns);
        }
      };

  /**
   * Returns a matrix, which holds anything. It may be the one that was returned under that name
   * before.
   *
   * @param name its name
   * @param rows the number of rows, at least 0
   * @param columns the number of columns, at least 0
   * @return the matrix
   */
  Matrix matrix(String name, int rows, int columns);

  /**
   * Returns a matrix in single precision, which holds anything. It may be the one that was returned
   * under that name before.
   *
   * @param name its name
   * @param rows the number of rows, at least 0
   * @param columns the number of columns, at least 0
   * @return the matrix
   */
  FloatMatrix floatMatrix(String name, int rows, int columns);
}

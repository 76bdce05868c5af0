package io.onestep.api.model;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import java.util.function.ObjIntConsumer;

/**
 * A {@link Batch} whose values are in single precision.
 *
 * @param x the inputs, a sample a row (b x n)
 * @param values the numbers, a sample a row (b x k); overwritten by a {@link FeatureMap}
 * @param wide room to work on some rows in double precision, overwritten; as many columns as values
 *     and, unless there are no samples, at least one row
 */
public record RoundedBatch(Matrix x, FloatMatrix values, Matrix wide) {
  /** Rows worked on in double precision at a time: with some thousand columns some 100 kB. */
  public static final int WIDE_ROWS = 16;

  /** Validates that both have a row for each sample, and that the room will do. */
  public RoundedBatch {
    if (x.rows() != values.rows()) {
      throw new IllegalArgumentException("inputs in a " + x + " but values in a " + values);
    }
    if (wide.columns() != values.columns() || wide.rows() == 0 && x.rows() > 0) {
      throw new IllegalArgumentException("no room in a " + wide + " for rows of a " + values);
    }
  }

  /**
   * A batch with room of its own.
   *
   * @param x the inputs, a sample a row (b x n)
   * @param values the numbers, a sample a row (b x k); overwritten by a {@link FeatureMap}
   */
  public RoundedBatch(Matrix x, FloatMatrix values) {
    this(x, values, Matrix.zeros(Math.min(WIDE_ROWS, x.rows()), values.columns()));
  }

  /**
   * Returns the number of samples.
   *
   * @return b
   */
  public int size() {
    return x.rows();
  }

  /**
   * Works on the batch in double precision: on copies of some rows at a time, whose values are then
   * rounded back.
   *
   * @param work takes a batch of consecutive rows and the number of the first
   */
  public void widened(ObjIntConsumer<Batch> work) {
    for (int from = 0; from < size(); from += wide.rows()) {
      int to = Math.min(from + wide.rows(), size());
      Matrix copy = wide.rows(0, to - from);
      FloatMatrix narrow = values.rows(from, to);
      narrow.copyTo(copy);
      work.accept(new Batch(x.rows(from, to), copy), from);
      narrow.assign(copy);
    }
  }
}

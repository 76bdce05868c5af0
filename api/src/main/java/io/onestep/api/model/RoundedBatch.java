package io.onestep.api.model;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import java.util.function.ObjIntConsumer;

/**
 * A {@link Batch} whose values are in single precision.
 *
 * @param x the inputs, a sample a row (b x n)
 * @param values the numbers, a sample a row (b x k); overwritten by a {@link FeatureMap}
 */
public record RoundedBatch(Matrix x, FloatMatrix values) {
  /** Rows at a time: some hundred kilobytes in double precision. */
  private static final int BLOCK = 16;

  /** Validates that both have a row for each sample. */
  public RoundedBatch {
    if (x.rows() != values.rows()) {
      throw new IllegalArgumentException("inputs in a " + x + " but values in a " + values);
    }
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
    Matrix block = Matrix.zeros(Math.min(BLOCK, size()), values.columns());
    for (int from = 0; from < size(); from += BLOCK) {
      int to = Math.min(from + BLOCK, size());
      Matrix wide = block.rows(0, to - from);
      FloatMatrix narrow = values.rows(from, to);
      narrow.copyTo(wide);
      work.accept(new Batch(x.rows(from, to), wide), from);
      narrow.assign(wide);
    }
  }
}

package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;

/** Pre-activations u = F^ x of a block of samples, in one precision or the other. */
sealed interface Preactivations {
  /** Computes those of consecutive samples. */
  void compute(int from, int to);

  /** Writes those of samples of the block, counted from its beginning, to a matrix. */
  void copyTo(int start, Matrix target);

  /** In double precision. */
  record Exact(Matrix x, Matrix f, Matrix block, LinearAlgebra algebra) implements Preactivations {
    @Override
    public void compute(int from, int to) {
      algebra.multiplyTransposed(1, x.rows(from, to), f, 0, block.rows(0, to - from));
    }

    @Override
    public void copyTo(int start, Matrix target) {
      target.assign(block.rows(start, start + target.rows()));
    }
  }

  /** In single precision. */
  record Rounded(FloatMatrix x, FloatMatrix f, FloatMatrix block, LinearAlgebra algebra)
      implements Preactivations {
    @Override
    public void compute(int from, int to) {
      algebra.multiplyTransposed(x.rows(from, to), f, block.rows(0, to - from));
    }

    @Override
    public void copyTo(int start, Matrix target) {
      block.rows(start, start + target.rows()).copyTo(target);
    }
  }
}

package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.model.RoundedBatch;

/** Pre-activations u = F^ x of a block of samples, in one precision or the other. */
sealed interface Preactivations {
  /** Computes those of consecutive samples. */
  void compute(int from, int to);

  /** Returns room for a model's features of so many samples, in the same precision. */
  TrainingFeatures features(String name, int samples, Room room);

  /**
   * Predicts labels, averaging over features' noise.
   *
   * @param start the first of the samples, counted from the block's beginning
   * @param x their inputs
   */
  Predictions predict(int start, Matrix x, FeatureMap features, Weights w);

  /** Predicts labels from pre-activations, which are overwritten, in double precision. */
  private static Predictions predict(
      Batch batch, FeatureMap features, double[] w, LinearAlgebra algebra) {
    double[] variances =
        BrokenComponentException.requireCount(
            features, "average", features.average(batch, w), batch.size());
    return new Predictions(algebra.multiply(batch.values(), w), variances);
  }

  /**
   * In double precision.
   *
   * @param block room for pre-activations
   * @param scratch room for features; as many rows as are predicted at a time
   */
  record Exact(Matrix x, Matrix f, Matrix block, Matrix scratch, LinearAlgebra algebra)
      implements Preactivations {
    @Override
    public void compute(int from, int to) {
      algebra.multiplyTransposed(1, x.rows(from, to), f, 0, block.rows(0, to - from));
    }

    @Override
    public TrainingFeatures features(String name, int samples, Room room) {
      return new TrainingFeatures.Exact(this, room.matrix(name, samples, f.rows()));
    }

    /** Writes those of samples of the block, counted from its beginning, to a matrix. */
    void copyTo(int start, Matrix target) {
      target.assign(block.rows(start, start + target.rows()));
    }

    @Override
    public Predictions predict(int start, Matrix x, FeatureMap features, Weights w) {
      Matrix values = scratch.rows(0, x.rows());
      copyTo(start, values);
      return Preactivations.predict(new Batch(x, values), features, w.exact(), algebra);
    }
  }

  /**
   * In single precision, mean features and their products with a readout too.
   *
   * @param block room for pre-activations
   * @param scratch room for features; as many rows as are predicted at a time
   * @param wide room for some rows in double precision
   */
  record Rounded(
      FloatMatrix x,
      FloatMatrix f,
      FloatMatrix block,
      FloatMatrix scratch,
      Matrix wide,
      LinearAlgebra algebra)
      implements Preactivations {
    @Override
    public void compute(int from, int to) {
      algebra.multiplyTransposed(x.rows(from, to), f, block.rows(0, to - from));
    }

    @Override
    public TrainingFeatures features(String name, int samples, Room room) {
      return new TrainingFeatures.Rounded(
          this, room.floatMatrix("rounded " + name, samples, f.rows()));
    }

    /** Writes those of samples of the block, counted from its beginning, to a matrix. */
    void copyTo(int start, FloatMatrix target) {
      target.assign(rows(start, target.rows()));
    }

    /** Makes a batch of inputs and what is to become their features. */
    RoundedBatch batch(Matrix x, FloatMatrix values) {
      return new RoundedBatch(x, values, wide);
    }

    @Override
    public Predictions predict(int start, Matrix x, FeatureMap features, Weights w) {
      FloatMatrix values = scratch.rows(0, x.rows());
      copyTo(start, values);
      double[] variances =
          BrokenComponentException.requireCount(
              features, "average", features.average(batch(x, values), w.exact()), x.rows());
      double[] means = w.rounded().unscaled(algebra.multiply(values, w.rounded().values()));
      if (Matrix.isFinite(means, 0, means.length)) {
        return new Predictions(means, variances);
      }
      // Powers of pre-activations may exceed single precision's range where these do not.
      Batch batch = new Batch(x, rows(start, x.rows()).toMatrix());
      return Preactivations.predict(batch, features, w.exact(), algebra);
    }

    private FloatMatrix rows(int start, int count) {
      return block.rows(start, start + count);
    }
  }
}

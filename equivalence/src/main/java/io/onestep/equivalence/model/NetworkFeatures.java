package io.onestep.equivalence.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.model.RoundedBatch;
import io.onestep.api.random.RandomStream;

/** phi = sigma(u) / sqrt k. */
record NetworkFeatures(Activation activation, int width) implements FeatureMap {
  /** Numbers worked on at a time: few enough for the first-level cache. */
  private static final int BLOCK = 1024;

  @Override
  public void draw(Batch batch, RandomStream noise) {
    activate(batch.values());
  }

  @Override
  public void draw(RoundedBatch batch, RandomStream noise) {
    activate(batch.values());
  }

  @Override
  public double[] average(Batch batch, double[] w) {
    Width.require(width, w.length);
    activate(batch.values());
    return new double[batch.size()];
  }

  @Override
  public double[] average(RoundedBatch batch, double[] w) {
    Width.require(width, w.length);
    activate(batch.values());
    return new double[batch.size()];
  }

  private void activate(FloatMatrix values) {
    Width.require(width, values.columns());
    float factor = (float) (1 / Math.sqrt(width));
    float[] data = values.data();
    int end = values.offset() + values.rows() * width;
    for (int from = values.offset(); from < end; from += BLOCK) {
      int to = Math.min(end, from + BLOCK);
      activation.values(data, from, to);
      for (int i = from; i < to; i++) {
        data[i] *= factor;
      }
    }
  }

  private void activate(Matrix values) {
    Width.require(width, values.columns());
    double factor = 1 / Math.sqrt(width);
    double[] data = values.data();
    int end = values.offset() + values.size();
    for (int from = values.offset(); from < end; from += BLOCK) {
      int to = Math.min(end, from + BLOCK);
      activation.values(data, from, to);
      for (int i = from; i < to; i++) {
        data[i] *= factor;
      }
    }
  }
}

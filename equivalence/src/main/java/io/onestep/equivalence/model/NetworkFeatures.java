package io.onestep.equivalence.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.random.RandomStream;

/** phi = sigma(u) / sqrt k. */
record NetworkFeatures(Activation activation, int width) implements FeatureMap {
  @Override
  public void draw(Batch batch, RandomStream noise) {
    activate(batch.values());
  }

  @Override
  public double[] average(Batch batch, double[] w) {
    Width.require(width, w.length);
    activate(batch.values());
    return new double[batch.size()];
  }

  private void activate(Matrix values) {
    Width.require(width, values.columns());
    double factor = 1 / Math.sqrt(width);
    double[] data = values.data();
    for (int row = 0; row < values.rows(); row++) {
      int from = values.offset() + row * width;
      activation.values(data, from, from + width);
      for (int i = from; i < from + width; i++) {
        data[i] *= factor;
      }
    }
  }
}

package io.onestep.engine.trial;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.random.RandomStream;
import io.onestep.api.readout.Fit;
import io.onestep.api.readout.Readout;
import java.util.List;

/** A model's features of the training samples, in the precision of their pre-activations. */
sealed interface TrainingFeatures {
  /**
   * Draws the features of consecutive samples.
   *
   * @param from the first sample
   * @param start the same, counted from the beginning of the block of pre-activations
   * @param x the samples' inputs
   * @param noise the randomness of the features' noise
   */
  void draw(int from, int start, Matrix x, FeatureMap map, RandomStream noise);

  /** Returns whether readouts may be fitted on them as they are. */
  boolean serve(List<Readout> readouts);

  /** Fits a readout. */
  Fit fit(Readout readout, double[] y, LinearAlgebra algebra);

  /**
   * In double precision.
   *
   * @param block the block of pre-activations
   * @param phi the features, a sample a row
   */
  record Exact(Preactivations.Exact block, Matrix phi) implements TrainingFeatures {
    @Override
    public void draw(int from, int start, Matrix x, FeatureMap map, RandomStream noise) {
      Matrix values = phi.rows(from, from + x.rows());
      block.copyTo(start, values);
      map.draw(new Batch(x, values), noise);
    }

    @Override
    public boolean serve(List<Readout> readouts) {
      return true; // what is not finite is for the readouts to say
    }

    @Override
    public Fit fit(Readout readout, double[] y, LinearAlgebra algebra) {
      return readout.fit(phi, y, algebra);
    }
  }

  /** In single precision. */
  final class Rounded implements TrainingFeatures {
    private final Preactivations.Rounded block;
    private final FloatMatrix phi;
    private double squaredNorm;

    /**
     * Prepares to draw features of samples.
     *
     * @param block the block of pre-activations
     * @param phi room for the features, a sample a row
     */
    Rounded(Preactivations.Rounded block, FloatMatrix phi) {
      this.block = block;
      this.phi = phi;
    }

    @Override
    public void draw(int from, int start, Matrix x, FeatureMap map, RandomStream noise) {
      FloatMatrix values = phi.rows(from, from + x.rows());
      block.copyTo(start, values);
      map.draw(block.batch(x, values), noise);
      squaredNorm += values.squaredNorm(); // while they are in the cache
    }

    @Override
    public boolean serve(List<Readout> readouts) {
      double mean = squaredNorm / phi.rows();
      // Powers of pre-activations may exceed single precision's range where these do not.
      return Double.isFinite(mean)
          && readouts.stream().allMatch(readout -> readout.toleratesRounding(mean));
    }

    @Override
    public Fit fit(Readout readout, double[] y, LinearAlgebra algebra) {
      return readout.fit(phi, y, algebra);
    }
  }
}

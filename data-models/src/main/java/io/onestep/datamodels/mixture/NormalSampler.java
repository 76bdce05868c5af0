package io.onestep.datamodels.mixture;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStream;

/** Draws from N(mu, Sigma). */
interface NormalSampler {
  /**
   * Returns the sampler of a component.
   *
   * @param component the component
   * @return a sampler for the component's kind of covariance
   */
  static NormalSampler of(MixtureComponent component) {
    Covariance covariance = component.covariance();
    if (covariance instanceof SpikedCovariance spiked) {
      return new SpikedSampler(component.mean(), spiked);
    }
    return new DenseSampler(component.mean(), (DenseCovariance) covariance);
  }

  /**
   * Fills all rows with independent draws, row after row: filling rows one by one from the same
   * stream gives the same numbers.
   *
   * @param x the rows, overwritten
   * @param values the randomness
   */
  void fill(Matrix x, RandomStream values);
}

package io.onestep.datasets.model;

/** What samples are. */
public enum Draw {
  /** Inputs of the data set, none of them twice, with fresh noise. */
  IMAGES,
  /** Samples of the Gaussian mixture of the same means and covariances. */
  GAUSSIAN
}

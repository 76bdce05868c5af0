package io.onestep.equivalence.prediction;

/** How moments of the features of a given first layer are computed. */
public enum MomentMethod {
  /** Exact where k is at most n or covariances are dense, else low rank. */
  AUTO,
  /** The exact k x k second moment and its eigenvalues: O(k^3). */
  EXACT,
  /** Diagonal plus low rank: O(k n^2), errors of about 0.1 %. */
  LOW_RANK
}

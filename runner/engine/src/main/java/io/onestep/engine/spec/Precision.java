package io.onestep.engine.spec;

/** The precision of the test samples' pre-activations. */
public enum Precision {
  /**
   * Single: about half the time. Relative rounding errors of about 1e-7 in each pre-activation
   * change a generalization error by about 1e-6 of it at most, far below its Monte-Carlo error.
   */
  SINGLE,
  /** Double, as everything else. */
  DOUBLE
}

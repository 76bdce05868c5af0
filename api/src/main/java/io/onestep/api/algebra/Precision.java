package io.onestep.api.algebra;

/**
 * The precision of large products, and of what they are made of and used for, whose rounding errors
 * are drowned by those of sampling.
 */
public enum Precision {
  /**
   * Single: about half the time. Relative rounding errors of about 1e-7 in each element of a
   * product, which is a sum over many, change an error of a model by about 1e-6 of it at most, far
   * below its Monte-Carlo error.
   */
  SINGLE,
  /** Double, as everything else. */
  DOUBLE
}

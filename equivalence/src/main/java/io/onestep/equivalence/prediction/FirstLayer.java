package io.onestep.equivalence.prediction;

/** What of the first layer predictions are made for. */
public enum FirstLayer {
  /** Averaged where the data's covariances are structured, else the trained one. */
  AUTO,
  /**
   * Averaged over the first layer, after a rank-one step whose direction is drawn from its law:
   * neither F nor X1 is drawn. Neglects what fluctuates from one F to the next, and the gradient's
   * part beyond rank one.
   */
  AVERAGED,
  /**
   * F as drawn, after a rank-one step whose direction is drawn from its law: neglects the
   * gradient's part beyond rank one, and X1 is another one than the trial's.
   */
  SPIKE_LAW,
  /** F as drawn, after the rank-one part of the step on X1: neglects the rest of the gradient. */
  RANK_ONE,
  /** F^ as trained: neglects nothing. */
  TRAINED
}

package io.onestep.equivalence.prediction;

/** How many effective regularisations a prediction has. */
public enum Regularisations {
  /** Several where one is not enough. */
  AUTO,
  /** One, as for equal traces and steps of order below n. */
  ONE,
  /** One for each component and node of the coordinate along the spike. */
  SEVERAL
}

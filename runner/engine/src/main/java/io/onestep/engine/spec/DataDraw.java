package io.onestep.engine.spec;

/** How often population, labels and samples are drawn. */
public enum DataDraw {
  /** Once for all points and trials whose data are alike. */
  RUN,
  /** Once for each point. */
  POINT,
  /** Anew in every trial. */
  TRIAL
}

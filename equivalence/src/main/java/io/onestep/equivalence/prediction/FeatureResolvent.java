package io.onestep.equivalence.prediction;

/** The resolvent of features' second moment, as far as predictions need it. */
public interface FeatureResolvent {
  /**
   * Returns the number of features.
   *
   * @return k
   */
  int features();

  /**
   * Returns tr R.
   *
   * @return the trace of the second moment
   */
  double trace();

  /**
   * Computes traces and quadratic forms.
   *
   * @param q the effective regularisation, positive (or 0 where R is not singular)
   * @return the traces
   */
  ResolventTraces at(double q);

  /**
   * Computes what the population ridge (R + q)^-1 r predicts on average in each component.
   *
   * @param q the effective regularisation
   * @return r^T (R + q)^-1 E[phi | c] for each component of positive weight
   */
  double[] componentMeans(double q);
}

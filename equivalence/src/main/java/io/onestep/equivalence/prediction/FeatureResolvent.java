package io.onestep.equivalence.prediction;

import java.util.List;

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
   * Computes what concerns single components. Averaged with the components' weights, these are the
   * traces of the mixture.
   *
   * @param q the effective regularisation
   * @return the traces of each component of positive weight
   */
  List<ComponentTraces> components(double q);
}

package io.onestep.api.algebra;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes backends of linear algebra. {@code create} throws {@link
 * io.onestep.api.error.MissingComponentException} where the backend can't work on this machine.
 *
 * @param <C> the configuration
 */
public interface LinearAlgebraFactory<C extends Record> extends ComponentFactory<C, LinearAlgebra> {
  /**
   * Returns this backend's place in the order in which backends are tried where a spec names none:
   * the highest first. The backend that is used is written into the run's spec.
   *
   * @return for example 100 for a fast native backend and 0 for one that works everywhere
   */
  int preference();
}

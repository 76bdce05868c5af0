package io.onestep.api.algebra;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes backends of linear algebra.
 *
 * @param <C> the configuration
 */
public interface LinearAlgebraFactory<C extends Record>
    extends ComponentFactory<C, LinearAlgebra> {}

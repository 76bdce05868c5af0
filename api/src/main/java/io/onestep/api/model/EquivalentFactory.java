package io.onestep.api.model;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes equivalent models.
 *
 * @param <C> the configuration
 */
public interface EquivalentFactory<C extends Record> extends ComponentFactory<C, Equivalent> {}

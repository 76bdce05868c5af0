package io.onestep.api.network;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes losses.
 *
 * @param <C> the configuration
 */
public interface LossFactory<C extends Record> extends ComponentFactory<C, Loss> {}

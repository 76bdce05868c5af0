package io.onestep.api.activation;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes activations.
 *
 * @param <C> the configuration
 */
public interface ActivationFactory<C extends Record> extends ComponentFactory<C, Activation> {}

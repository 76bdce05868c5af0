package io.onestep.api.network;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes learners, which train the first layer.
 *
 * @param <C> the configuration
 */
public interface LearnerFactory<C extends Record> extends ComponentFactory<C, Learner> {}

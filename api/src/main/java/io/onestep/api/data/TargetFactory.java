package io.onestep.api.data;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes targets.
 *
 * @param <C> the configuration
 */
public interface TargetFactory<C extends Record> extends ComponentFactory<C, Target> {}

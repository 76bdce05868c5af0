package io.onestep.api.data;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes preprocessing steps.
 *
 * @param <C> the configuration
 */
public interface PreprocessingFactory<C extends Record>
    extends ComponentFactory<C, Preprocessing> {}

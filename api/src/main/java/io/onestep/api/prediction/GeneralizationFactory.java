package io.onestep.api.prediction;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes ways to compute generalization errors.
 *
 * @param <C> the configuration
 */
public interface GeneralizationFactory<C extends Record>
    extends ComponentFactory<C, Generalization> {}

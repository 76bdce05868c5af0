package io.onestep.api.data;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes data sets.
 *
 * @param <C> the configuration
 */
public interface DatasetFactory<C extends Record> extends ComponentFactory<C, Dataset> {}

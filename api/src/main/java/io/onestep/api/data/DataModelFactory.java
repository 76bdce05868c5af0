package io.onestep.api.data;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes data models.
 *
 * @param <C> the configuration
 */
public interface DataModelFactory<C extends Record> extends ComponentFactory<C, DataModel> {}

package io.onestep.api.data;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes data models. Data do not depend on the hidden width k: points that differ in it alone may
 * share one model.
 *
 * @param <C> the configuration
 */
public interface DataModelFactory<C extends Record> extends ComponentFactory<C, DataModel> {}

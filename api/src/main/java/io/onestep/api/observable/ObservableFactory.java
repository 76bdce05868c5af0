package io.onestep.api.observable;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes observables, which specs list as {@code metrics}.
 *
 * @param <C> the configuration
 */
public interface ObservableFactory<C extends Record> extends ComponentFactory<C, Observable> {}

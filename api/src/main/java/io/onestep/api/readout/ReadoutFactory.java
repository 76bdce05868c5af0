package io.onestep.api.readout;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes readouts.
 *
 * @param <C> the configuration
 */
public interface ReadoutFactory<C extends Record> extends ComponentFactory<C, Readout> {}

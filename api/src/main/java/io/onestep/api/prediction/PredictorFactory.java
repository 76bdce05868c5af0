package io.onestep.api.prediction;

import io.onestep.api.component.ComponentFactory;

/**
 * Makes predictors.
 *
 * @param <C> the configuration
 */
public interface PredictorFactory<C extends Record> extends ComponentFactory<C, Predictor> {}

package io.onestep.engine.trial;

/**
 * What a readout predicts for some samples, Gaussian for the noise of the features.
 *
 * @param means the mean prediction for each sample
 * @param variances its variance; 0 if there is no noise
 */
record Predictions(double[] means, double[] variances) {}

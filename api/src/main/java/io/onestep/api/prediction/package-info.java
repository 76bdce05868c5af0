/**
 * Predictions: errors of readouts without training or test samples, computed from what is known of
 * the data's distribution, the labels, the features and the readout.
 */
package io.onestep.api.prediction;

/**
 * One trial: samples, first layer, one gradient step for each activation, features of each model,
 * readouts, errors. What can be shared is shared: data, F and w by all activations, F^ and its
 * pre-activations by a network and its equivalents. Test samples pass through in blocks, so that no
 * matrix of all neurons and all test samples is ever held.
 */
package io.onestep.engine.trial;

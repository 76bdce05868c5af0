/**
 * Quantities of a trained network that a run measures beside its errors: norms, spectra, overlaps.
 * Each is a named number, either measured on the network (source {@code "simulation"}) or predicted
 * from the population (source {@code "theory"}), so that a figure can lay one over the other.
 */
package io.onestep.api.observable;

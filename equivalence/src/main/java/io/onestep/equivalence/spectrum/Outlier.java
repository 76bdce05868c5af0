package io.onestep.equivalence.spectrum;

/**
 * An eigenvalue that stands out of the bulk, and what becomes of it in a sample.
 *
 * @param population the eigenvalue l of the population's second moment
 * @param sample where the sample's eigenvalue lies
 * @param overlap the squared overlap of the sample's eigenvector with the population's, in (0, 1]
 */
public record Outlier(double population, double sample, double overlap) {}

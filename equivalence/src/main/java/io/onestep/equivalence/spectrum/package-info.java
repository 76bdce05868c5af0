/**
 * The eigenvalues of the feature covariance after the gradient step: those of m samples against a
 * prediction from the population's second moment R = E[phi phi^T].
 *
 * <p>With m samples and k features of one order the eigenvalues of (1/m) Phi^T Phi are not those of
 * R but spread around them (Marchenko and Pastur, 1967; Silverstein and Choi, 1995), and the few
 * that stand out, the spikes that the step and the data leave, are moved outwards and have their
 * directions turned (Baik, Ben Arous and Péché, 2005; Paul, 2007). {@link
 * io.onestep.equivalence.spectrum.SampleSpectrum} computes all of that for any R.
 */
package io.onestep.equivalence.spectrum;

/**
 * Exact moments of features on a Gaussian mixture. Given the first layer F^, the pre-activations u
 * = F^ x of each component are Gaussian, so that every moment of features and labels is a sum over
 * the Hermite coefficients of the activation and of the target: {@code E[g(u_i) g(u_j)] = sum_q
 * a_q(i) a_q(j) p_ij^q} with the correlation p_ij (Mehler's formula). No sample is drawn.
 *
 * <pre>{@code
 * GaussianFeatures features = GaussianFeatures.of(f, law, 1e-9, algebra);
 * Moments moments = features.average(population, labels); // R, r, tau
 * double error = moments.generalizationError(w); // of any readout w
 * }</pre>
 */
package io.onestep.equivalence.moments;

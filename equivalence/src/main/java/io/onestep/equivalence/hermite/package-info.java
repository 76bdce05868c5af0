/**
 * Expansions of activations in Hermite polynomials, from which the equivalent Hermite model is
 * made. He_j are the probabilists' polynomials: He_0 = 1, He_1 = z, He_2 = z^2 - 1, ..., with
 * E[He_i He_j] = j! if i = j and 0 otherwise.
 */
package io.onestep.equivalence.hermite;

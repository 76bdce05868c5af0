/**
 * The second moment of features after a gradient step as diagonal plus low rank plus a random
 * block.
 *
 * <p>A neuron's weights f^_i matter in two ways: by their projections on a few directions (the
 * structure directions of the covariances, the means, the target's directions, the spike v that the
 * step adds), its <em>type</em>, and by the rest, which is Gaussian and independent from neuron to
 * neuron. Written in these terms, {@code R_ij = (1/k) (sum_a B_a(i) B_a(j) + alpha_i alpha_j f'_i .
 * f'_j + D_i [i = j])} up to terms of smaller order, with few columns B_a that depend on types
 * alone and f'_i the rest of f^_i.
 */
package io.onestep.equivalence.structure;

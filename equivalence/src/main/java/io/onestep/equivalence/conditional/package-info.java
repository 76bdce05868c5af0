/**
 * The conditional Gaussian model (Demir and Dogan, theorem 3): given the input's coordinates on the
 * few directions that carry structure or were learned, the rest of the pre-activations is Gaussian,
 * and each feature may be replaced by its linear part in that rest and noise. What the activation
 * does along the few directions is kept exactly, so the model follows the network where a Hermite
 * model of low degree does not.
 */
package io.onestep.equivalence.conditional;

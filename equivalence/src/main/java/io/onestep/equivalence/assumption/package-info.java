/**
 * Do data meet the assumptions of the theory (Demir and Dogan, section 2, assumptions A.2 to A.5),
 * how strong are they, and which degree does that give the equivalent Hermite model? The
 * assumptions are about limits; where a number has to stand for "of order one", "finite" or
 * "equal", {@link io.onestep.equivalence.assumption.AssumptionsFactory} says which.
 */
package io.onestep.equivalence.assumption;

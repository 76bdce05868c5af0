/**
 * Activations. Each is an immutable function with its derivative; its block methods run the very
 * expression of its single-number methods in loops that the virtual machine can compile and (but
 * for Hermite sums) vectorise, so that both agree bit for bit, wherever in a block a number stands.
 *
 * <p>The accuracy that an activation states holds for the relative error of values and derivatives
 * over the whole range, for subnormal results and next to zeros too; an <em>ulp</em> is the
 * distance of neighbouring doubles at the exact value. It was measured against 50 digits of another
 * arithmetic (mpmath's) at 240 000 points (uniform on several scales up to 780, powers of ten from
 * 1e-324 to 1e308, and closer and closer to where a formula changes or vanishes), and is tested
 * against 40 digits at some 3000 of that kind.
 */
package io.onestep.learners.activation;

/**
 * Expectations over a standard normal, E[g(z)], by quadrature.
 *
 * <p>Every coefficient of an equivalent model is such an expectation of an activation. Activations
 * may have kinks, which spoil Gauss-Hermite rules; here the line is cut at the kinks and each panel
 * has a Gauss-Legendre rule of its own, so that kinks cost no accuracy.
 */
package io.onestep.equivalence.quadrature;

/**
 * The gradient step taken apart (Demir and Dogan, lemma 1): G = u v^T + Delta, a rank-one spike
 * that points where labels and inputs correlate, and a remainder that is smaller in operator norm.
 */
package io.onestep.equivalence.gradient;

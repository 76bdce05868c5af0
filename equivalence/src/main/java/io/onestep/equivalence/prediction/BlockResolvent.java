package io.onestep.equivalence.prediction;

/**
 * The diagonal of the blocks' resolvent at one q, with its derivatives in q.
 *
 * @param value g_i
 * @param first dg_i/dq
 * @param second d^2 g_i/dq^2
 */
record BlockResolvent(double[] value, double[] first, double[] second) {}

/**
 * The spike that one gradient step adds to the first layer: F^ is, up to a part of smaller norm, F
 * + eta c_1 w v^T with v = X1^T y1/(m1 sqrt k) (Demir and Dogan, lemma 1). Its direction v has a
 * law that is known without drawing X1.
 */
package io.onestep.equivalence.spike;

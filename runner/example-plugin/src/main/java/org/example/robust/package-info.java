/**
 * Robust learning from heavy-tailed data: a mixture of multivariate t distributions, the Huber loss
 * for the gradient step and for the readout, and a bounded activation.
 */
package org.example.robust;

/** Fits of the second layer on given features, which is a linear regression. */
package io.onestep.learners.readout;

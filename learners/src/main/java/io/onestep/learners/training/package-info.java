/**
 * Training of the first layer F of a network y_hat(x) = (1/sqrt k) w^T sigma(F x), with the second
 * layer w kept as it was drawn.
 */
package io.onestep.learners.training;

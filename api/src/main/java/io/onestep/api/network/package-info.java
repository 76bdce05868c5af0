/**
 * The two-layer network y_hat(x) = (1/sqrt k) w^T sigma(F x): its activation, its loss, and how its
 * first layer F is trained.
 */
package io.onestep.api.network;

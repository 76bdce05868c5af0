/** Losses l(y_hat, y) that the first layer is trained with. */
package io.onestep.learners.loss;

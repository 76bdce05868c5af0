/** Activations: functions R -> R with their derivatives, of a network's neurons and of targets. */
package io.onestep.api.activation;

/** How the second layer is fitted on features. */
package io.onestep.api.readout;

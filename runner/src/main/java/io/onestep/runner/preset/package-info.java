/** The published experiments as specs, by name. */
package io.onestep.runner.preset;

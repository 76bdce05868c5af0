/** The figure of a run: points for networks, lines for their equivalents, standard-error bars. */
package io.onestep.runner.figure;

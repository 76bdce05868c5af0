/** The results of a run as series along its sweep, for tables and figures. */
package io.onestep.runner.series;

/** The files of a run's folder: spec, trials, results, provenance. */
package io.onestep.runner.folder;

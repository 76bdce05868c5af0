/** The spec of an experiment, as it stands in a JSON file. */
package io.onestep.engine.spec;

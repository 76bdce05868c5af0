/** From a spec to the points of its sweep, each with its components made and validated. */
package io.onestep.engine.plan;

/** The executor that comes with the engine: threads of this process. */
package io.onestep.engine.execution;

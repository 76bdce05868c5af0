/**
 * Onestep from the command line: {@link io.onestep.runner.Main} finds the components, wires engine
 * and commands with Guice, and turns errors into messages and exit codes.
 */
package io.onestep.runner;

/** The commands of the command line, one class each. */
package io.onestep.runner.command;

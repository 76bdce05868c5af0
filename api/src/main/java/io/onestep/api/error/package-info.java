/**
 * Errors for people: what was wrong, where, and what would be right. Each kind of error has its own
 * exception, since a program answers each in its own way (the runner, by an exit code of its own).
 */
package io.onestep.api.error;

/**
 * Examinations of an experiment's population and labels, before or beside a run: do the assumptions
 * hold that the theory makes of them, and by which numbers? A finding is for people to read; it
 * changes no result.
 */
package io.onestep.api.diagnostic;

/** What a user sees while a run goes on and at its end: progress, tables, summary. */
package io.onestep.runner.console;

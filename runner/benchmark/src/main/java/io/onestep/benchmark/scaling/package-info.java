/**
 * How time and memory grow with each size of an experiment, with trials and with threads: measured,
 * each point in a process of its own, and fitted by power laws beside those of the operations and
 * of the memory that is estimated before a run.
 */
package io.onestep.benchmark.scaling;

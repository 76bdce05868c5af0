/** What a run gives back: the results of its trials and their statistics. */
package io.onestep.engine.result;

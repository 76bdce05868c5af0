/**
 * A benchmark that anyone can run: trials of figure 1a by the engine and by numpy, alternately, and
 * bare products of the same shapes. Only ratios of times are kept and compared, as times themselves
 * say more of the machine than of the program.
 */
package io.onestep.benchmark;

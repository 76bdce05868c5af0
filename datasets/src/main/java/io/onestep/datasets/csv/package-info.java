/** Data sets in tables of comma-separated values. */
package io.onestep.datasets.csv;

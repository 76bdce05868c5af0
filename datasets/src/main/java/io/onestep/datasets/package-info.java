/**
 * Data sets of real inputs, such as images, for experiments beside those on Gaussian mixtures.
 * Files are checked to the last byte as they are read: what a file does not keep of its promises is
 * told with the file, the byte and what was expected there.
 */
package io.onestep.datasets;

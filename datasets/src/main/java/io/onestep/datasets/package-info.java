/**
 * Real inputs, such as images, for experiments beside those on Gaussian mixtures: data sets are
 * read, preprocessed until they meet the theory's assumptions (or left as they are), and sampled,
 * or replaced by their Gaussian twins.
 *
 * <p>Files are checked to the last byte as they are read: what a file does not keep of its promises
 * is told with the file, the place in it and what was expected there.
 */
package io.onestep.datasets;

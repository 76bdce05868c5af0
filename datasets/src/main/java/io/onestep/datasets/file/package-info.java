/** Files of data, wherever they are: read, named in errors, told apart by their digests. */
package io.onestep.datasets.file;

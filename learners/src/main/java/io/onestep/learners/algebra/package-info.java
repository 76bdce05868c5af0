/**
 * Linear algebra in pure Java, for platforms without a native library: EJML's algorithms, products
 * in blocks that fit into the cache. Each call runs on one thread.
 */
package io.onestep.learners.algebra;

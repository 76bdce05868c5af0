/**
 * Row-major matrices and the narrow linear algebra that components and engine need of a backend.
 */
package io.onestep.api.algebra;

/**
 * What components there are: an immutable catalogue of (kind, name) to factory, with the jar each
 * came from. {@link java.util.ServiceLoader} is called here and nowhere else.
 */
package io.onestep.engine.catalogue;

package io.onestep.api.data;

/** A finite set of labelled inputs, such as images. */
public interface Dataset {
  /**
   * Returns all of it.
   *
   * @return the inputs; the component of a row is its class, from 0
   */
  Inputs load();
}

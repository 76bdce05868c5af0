package io.onestep.api.data;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.parameter.Range;
import java.util.Objects;

/**
 * The inputs of one class as a finite population with noise: a sample is one of the rows plus fresh
 * noise N(0, noise I).
 *
 * @param name the name of the class, for example {@code "Trouser"}
 * @param x its inputs, one a row (at least one); not to be written to
 * @param noise the variance of the noise, at least 0
 */
public record InputClass(String name, Matrix x, double noise) {
  /** Validates that there are inputs and that the noise is a variance. */
  public InputClass {
    Objects.requireNonNull(name, "name");
    if (x.rows() < 1 || x.columns() < 1) {
      throw new IllegalArgumentException("class '" + name + "' has no inputs, but a " + x);
    }
    Range.parse("[0, inf)").require("noise", noise);
  }

  /**
   * Returns this class with other inputs.
   *
   * @param inputs the inputs, one a row
   * @return the class of the same name and noise
   */
  public InputClass withX(Matrix inputs) {
    return new InputClass(name, inputs, noise);
  }

  /**
   * Returns this class with other noise.
   *
   * @param variance the variance of the noise, at least 0
   * @return the class of the same name and inputs
   */
  public InputClass withNoise(double variance) {
    return new InputClass(name, x, variance);
  }
}

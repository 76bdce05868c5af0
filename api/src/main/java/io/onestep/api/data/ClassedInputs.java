package io.onestep.api.data;

import java.util.List;

/**
 * The inputs of several classes: what a data set holds, and what its preprocessing changes.
 *
 * @param classes the classes in order, at least one, all of one dimension
 */
public record ClassedInputs(List<InputClass> classes) {
  /** Keeps a copy of the list and validates that all classes have one dimension. */
  public ClassedInputs {
    classes = List.copyOf(classes);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("classed inputs have at least one class");
    }
    for (InputClass each : classes) {
      if (each.x().columns() != classes.get(0).x().columns()) {
        throw new IllegalArgumentException(
            "all classes have one dimension, but class '%s' has %d and class '%s' %d"
                .formatted(
                    classes.get(0).name(),
                    classes.get(0).x().columns(),
                    each.name(),
                    each.x().columns()));
      }
    }
  }

  /**
   * Returns the input dimension.
   *
   * @return n
   */
  public int dimension() {
    return classes.get(0).x().columns();
  }
}

package io.onestep.equivalence.model;

/** The hidden width that features are made for. */
final class Width {
  private Width() {}

  static void require(int expected, int found) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "features of a network of width " + expected + " were asked for width " + found);
    }
  }
}

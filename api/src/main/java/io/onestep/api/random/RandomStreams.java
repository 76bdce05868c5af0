package io.onestep.api.random;

/** A node in a tree of random streams: a pure function of a seed and a path. Immutable. */
public interface RandomStreams {
  /**
   * Returns the root of the tree of a seed.
   *
   * @param seed the seed
   * @return the root
   */
  static RandomStreams of(long seed) {
    return new SeededStreams("seed=" + seed);
  }

  /**
   * Returns a node below this one.
   *
   * @param name what is numbered, for example {@code "trial"}
   * @param index the number
   * @return the node; always the same for the same name and index
   */
  RandomStreams child(String name, long index);

  /**
   * Returns a stream of this node, from its beginning.
   *
   * @param name what the numbers are for, for example {@code "F"}
   * @return a new stream; two calls with one name give the same numbers
   */
  RandomStream stream(String name);
}

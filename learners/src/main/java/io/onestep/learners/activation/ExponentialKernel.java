package io.onestep.learners.activation;

/**
 * A function of u that takes one exponential, exp(v) with v a function of u, in passes over a block
 * of numbers: v, the {@linkplain Exponential#scale scales} of exp(v), and the rest. The first and
 * the last are loops that the virtual machine vectorises, because they are in the implementing
 * class, branch-free, not too long, and over arrays from their first element on; so blocks are
 * copied into arrays that each thread keeps. A number's result does not depend on where it stands.
 */
abstract class ExponentialKernel {
  private static final ThreadLocal<Block> BLOCK = ThreadLocal.withInitial(Block::new);

  /** Numbers that are worked on together. */
  static final class Block {
    /** Few enough for the first-level cache. */
    private static final int SIZE = 512;

    /** u, replaced by the function of it in the end. */
    final double[] u = new double[SIZE];

    /** v(u). */
    final double[] v = new double[SIZE];

    /** The scales of exp(v). */
    final double[] scales = new double[SIZE];

    /** A part of the function that is worked out before the end, if there is one. */
    final double[] terms = new double[SIZE];

    /** How many numbers there are, from the first on. */
    int count;
  }

  /** Returns the function of one number. */
  abstract double at(double u);

  /** Sets v, and the terms if the function has them. */
  abstract void prepare(Block block);

  /** Replaces u by the function of it. */
  abstract void finish(Block block);

  /** Replaces the numbers from {@code from} to {@code to} by the function of them. */
  final void block(double[] u, int from, int to) {
    Block block = BLOCK.get();
    for (int start = from; start < to; start += Block.SIZE) {
      block.count = Math.min(Block.SIZE, to - start);
      System.arraycopy(u, start, block.u, 0, block.count);
      prepare(block);
      Exponential.scales(block.v, block.scales, block.count);
      finish(block);
      System.arraycopy(block.u, 0, u, start, block.count);
    }
  }
}

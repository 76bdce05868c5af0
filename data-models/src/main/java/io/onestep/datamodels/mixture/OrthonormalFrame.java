package io.onestep.datamodels.mixture;

import io.onestep.api.error.InvalidInputException;
import io.onestep.api.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Orthonormal vectors of R^n, to which more are added one by one. */
public final class OrthonormalFrame {
  /** A part of a unit vector that is as short as this is rounding. */
  private static final double SMALL = 1e-8;

  private final int n;
  private final List<double[]> vectors = new ArrayList<>();

  /**
   * Creates an empty frame.
   *
   * @param n the dimension
   */
  public OrthonormalFrame(int n) {
    this.n = n;
  }

  /** Returns the part of a vector that is orthogonal to the frame. */
  double[] orthogonalPart(double[] vector) {
    double[] part = vector.clone();
    // Twice: what rounding leaves of the frame after one round is gone after the second.
    for (int round = 0; round < 2; round++) {
      for (double[] unit : vectors) {
        Vectors.addMultiple(-Vectors.dot(unit, part), unit, 0, part, 0, n);
      }
    }
    return part;
  }

  /** Adds the direction of the part of a unit vector that the frame does not span, if any. */
  void add(double[] unit) {
    double[] part = orthogonalPart(unit);
    double norm = Vectors.norm(part);
    if (norm > SMALL) {
      vectors.add(Vectors.multiple(1 / norm, part));
    }
  }

  /**
   * Adds a random vector, uniform on the unit sphere of the frame's orthogonal complement. Drawn
   * one after another into an empty frame they are Haar distributed.
   *
   * @param random the randomness; n normals are taken
   * @return the added vector
   * @throws InvalidInputException if the frame spans R^n already
   */
  public double[] addRandom(RandomStream random) {
    double[] normals = random.gaussians(n);
    if (vectors.size() >= n) {
      throw new InvalidInputException(
          "", "there is no further direction in " + n + " dimensions: needs a larger n");
    }
    double[] part = orthogonalPart(normals);
    double[] unit = Vectors.multiple(1 / Vectors.norm(part), part);
    vectors.add(unit);
    return unit;
  }
}

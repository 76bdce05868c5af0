package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.SymmetricEigen;
import java.util.Arrays;

/**
 * The resolvent by the eigenvalues of R and r in its eigenbasis: exact, O(k^3) once and O(k) for
 * each q.
 *
 * @param eigenvalues the eigenvalues o_i of R; those below 0 by rounding count as 0
 * @param cross the components of r in the eigenbasis
 */
public record SpectralResolvent(double[] eigenvalues, double[] cross) implements FeatureResolvent {
  /** Copies the eigenvalues, none below 0. */
  public SpectralResolvent {
    eigenvalues = Arrays.stream(eigenvalues).map(o -> Math.max(0, o)).toArray();
    if (eigenvalues.length != cross.length) {
      throw new IllegalArgumentException(
          cross.length + " components of r do not go with " + eigenvalues.length + " eigenvalues");
    }
  }

  /**
   * Decomposes R.
   *
   * @param second R, k x k
   * @param cross r, k numbers
   * @param algebra the linear algebra to use
   * @return the resolvent
   */
  public static SpectralResolvent of(Matrix second, double[] cross, LinearAlgebra algebra) {
    SymmetricEigen eigen = algebra.symmetricEigen(second);
    return new SpectralResolvent(eigen.values(), algebra.multiply(eigen.vectors(), cross));
  }

  @Override
  public int features() {
    return eigenvalues.length;
  }

  @Override
  public double trace() {
    return Arrays.stream(eigenvalues).sum();
  }

  @Override
  public ResolventTraces at(double q) {
    double df1 = 0;
    double df2 = 0;
    double spread = 0;
    double explained = 0;
    double square = 0;
    double norm = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      double o = eigenvalues[i];
      if (o > 0) {
        double inverse = 1 / (o + q);
        double kept = o * inverse;
        double r = cross[i] * inverse;
        df1 += kept;
        df2 += kept * kept;
        spread += kept * inverse;
        explained += cross[i] * r;
        square += r * o * r;
        norm += r * r;
      }
    }
    return new ResolventTraces(df1, df2, spread, explained, square, norm);
  }
}

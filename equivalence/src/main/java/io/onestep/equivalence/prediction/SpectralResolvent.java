package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.equivalence.moments.Moments;
import java.util.Arrays;
import java.util.List;

/**
 * The resolvent by the eigenvalues of R and r in its eigenbasis: exact, O(k^3) once and O(k) for
 * each q.
 *
 * @param eigenvalues the eigenvalues o_i of R; those that are 0 but for rounding count as 0
 * @param cross the components of r in the eigenbasis
 * @param means for each mixture component E[phi | c] in the eigenbasis
 */
public record SpectralResolvent(double[] eigenvalues, double[] cross, double[][] means)
    implements FeatureResolvent {
  /** Copies the eigenvalues; those below k 2^-52 of the largest become 0. */
  public SpectralResolvent {
    double rounding =
        Arrays.stream(eigenvalues).max().orElse(0) * eigenvalues.length * Math.ulp(1.0);
    eigenvalues = Arrays.stream(eigenvalues).map(o -> o > rounding ? o : 0).toArray();
    if (eigenvalues.length != cross.length) {
      throw new IllegalArgumentException(
          cross.length + " components of r do not go with " + eigenvalues.length + " eigenvalues");
    }
  }

  /**
   * Decomposes R.
   *
   * @param moments the features' moments
   * @param means for each mixture component E[phi | c], k numbers
   * @param algebra the linear algebra to use
   * @return the resolvent
   */
  public static SpectralResolvent of(Moments moments, List<double[]> means, LinearAlgebra algebra) {
    SymmetricEigen eigen = algebra.symmetricEigen(moments.second());
    double[][] turned =
        means.stream()
            .map(mean -> algebra.multiply(eigen.vectors(), mean))
            .toArray(double[][]::new);
    return new SpectralResolvent(
        eigen.values(), algebra.multiply(eigen.vectors(), moments.cross()), turned);
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

  @Override
  public double[] componentMeans(double q) {
    double[] predictions = new double[means.length];
    for (int c = 0; c < means.length; c++) {
      for (int i = 0; i < eigenvalues.length; i++) {
        if (eigenvalues[i] > 0) {
          predictions[c] += means[c][i] * cross[i] / (eigenvalues[i] + q);
        }
      }
    }
    return predictions;
  }
}

package io.onestep.equivalence.prediction;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.algebra.SymmetricEigen;
import io.onestep.equivalence.moments.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The resolvent by the eigenvalues of R and r in its eigenbasis: exact, O(k^3) once and O(k) for
 * each q.
 *
 * @param eigenvalues the eigenvalues o_i of R; those that are 0 but for rounding count as 0
 * @param cross the components of r in the eigenbasis
 * @param components the moments of each mixture component in the eigenbasis
 */
public record SpectralResolvent(double[] eigenvalues, double[] cross, List<Moments> components)
    implements FeatureResolvent {
  /** Copies the eigenvalues; those below k 2^-52 of the largest become 0. */
  public SpectralResolvent {
    components = List.copyOf(components);
    double rounding =
        Arrays.stream(eigenvalues).max().orElse(0) * eigenvalues.length * Math.ulp(1.0);
    eigenvalues = Arrays.stream(eigenvalues).map(o -> o > rounding ? o : 0).toArray();
    if (eigenvalues.length != cross.length) {
      throw new IllegalArgumentException(
          cross.length + " components of r do not go with " + eigenvalues.length + " eigenvalues");
    }
  }

  /**
   * Decomposes R. What is of size k x k is put into the room of the linear algebra, where the next
   * resolvent takes its place.
   *
   * @param components the features' moments in each mixture component
   * @param algebra the linear algebra to use
   * @return the resolvent
   */
  public static SpectralResolvent of(List<Moments> components, LinearAlgebra algebra) {
    int k = components.get(0).cross().length;
    Room room = algebra.room();
    Matrix second = room.matrix("second moment", k, k);
    second.fill(0);
    double[] cross = new double[k];
    for (Moments component : components) {
      second.add(component.weight(), component.second());
      for (int i = 0; i < k; i++) {
        cross[i] += component.weight() * component.cross()[i];
      }
    }
    SymmetricEigen eigen = algebra.symmetricEigen(second, room);
    Matrix basis = eigen.vectors();
    List<Moments> turned = new ArrayList<>();
    for (Moments component : components) {
      String name = "second moment of component %d in the eigenbasis".formatted(turned.size() + 1);
      Matrix half = second; // which has been decomposed and is not needed any more
      algebra.multiply(1, basis, component.second(), 0, half);
      Matrix own = room.matrix(name, k, k);
      algebra.multiplyTransposed(1, half, basis, 0, own);
      turned.add(
          new Moments(
              component.weight(),
              own,
              algebra.multiply(basis, component.mean()),
              algebra.multiply(basis, component.cross()),
              component.labelMean(),
              component.labelSquare()));
    }
    return new SpectralResolvent(eigen.values(), algebra.multiply(basis, cross), turned);
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
  public List<ComponentTraces> components(double q) {
    int k = eigenvalues.length;
    double[] w = new double[k];
    double[] share = new double[k]; // the diagonal of G R G
    for (int i = 0; i < k; i++) {
      if (eigenvalues[i] > 0) {
        w[i] = cross[i] / (eigenvalues[i] + q);
        share[i] = eigenvalues[i] / ((eigenvalues[i] + q) * (eigenvalues[i] + q));
      }
    }
    return components.stream().map(c -> traces(c, w, share)).toList();
  }

  private static ComponentTraces traces(Moments c, double[] w, double[] share) {
    double mean = 0;
    double explained = 0;
    double square = 0;
    double df2 = 0;
    for (int i = 0; i < w.length; i++) {
      mean += w[i] * c.mean()[i];
      explained += w[i] * c.cross()[i];
      df2 += c.second().get(i, i) * share[i];
      double row = 0;
      for (int j = 0; j < w.length; j++) {
        row += c.second().get(i, j) * w[j];
      }
      square += w[i] * row;
    }
    return new ComponentTraces(
        c.weight(), c.labelMean(), c.labelSquare(), mean, explained, square, df2);
  }
}

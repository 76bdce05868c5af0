package io.onestep.datamodels.target;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Population;
import io.onestep.api.random.RandomStream;
import io.onestep.datamodels.mixture.AverageCovariance;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What is common to the rules whose labels depend on inputs through projections xi^T x. */
final class Projections {
  private Projections() {}

  /** Returns directions of the given norm, by default 1/sqrt(||Sigma_bar||) (assumption A.5). */
  static List<double[]> scaled(List<double[]> units, OptionalDouble norm, Population population) {
    double factor =
        norm.orElseGet(
            () -> 1 / Math.sqrt(new AverageCovariance(population.components()).operatorNorm()));
    return units.stream()
        .map(unit -> Arrays.stream(unit).map(element -> factor * element).toArray())
        .toList();
  }

  static void requireFinite(double[] xi) {
    for (double element : xi) {
      if (!Double.isFinite(element)) {
        throw new IllegalArgumentException("a direction has an element " + element);
      }
    }
  }

  /** Returns s(xi^T x) for each row of x. */
  static double[] activated(Matrix x, double[] xi, Activation activation) {
    if (x.columns() != xi.length) {
      throw new IllegalArgumentException("a direction of " + xi.length + " numbers for a " + x);
    }
    double[] s = new double[x.rows()];
    for (int i = 0; i < s.length; i++) {
      int offset = x.offset() + i * xi.length;
      for (int j = 0; j < xi.length; j++) {
        s[i] += xi[j] * x.data()[offset + j];
      }
    }
    activation.values(s, 0, s.length);
    return s;
  }

  /** Adds delta eps to labels; takes no random number where delta is 0. */
  static double[] withNoise(double[] labels, double delta, RandomStream random) {
    if (delta > 0) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] += delta * random.nextGaussian();
      }
    }
    return labels;
  }
}

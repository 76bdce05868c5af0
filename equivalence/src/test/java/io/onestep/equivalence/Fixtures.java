package io.onestep.equivalence;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import io.onestep.datamodels.mixture.Allocation;
import io.onestep.datamodels.mixture.GaussianMixture;
import io.onestep.learners.algebra.JavaLinearAlgebraFactory;
import java.util.ArrayList;
import java.util.List;

/** What several tests of moments and predictions are made for. */
public final class Fixtures {
  private Fixtures() {}

  /** A point of an experiment. */
  public record Point(Sizes sizes, Scaling scaling) implements ComponentContext {}

  public static final Point ANY = new Point(new Sizes(4, 3, 3, 3, 3), new Scaling(0.5, 0.74));

  public static final LinearAlgebra ALGEBRA =
      new JavaLinearAlgebraFactory().create(new JavaLinearAlgebraFactory.Config(), ANY);

  public static Matrix gaussian(int rows, int columns, double sd, RandomStreams streams) {
    double[] values = streams.stream("matrix").gaussians(rows * columns);
    for (int i = 0; i < values.length; i++) {
      values[i] *= sd;
    }
    return Matrix.of(rows, columns, values);
  }

  public static double[] vector(int n, double norm, RandomStreams streams) {
    double[] x = streams.stream("vector").gaussians(n);
    double length = Math.sqrt(dot(x, x));
    for (int i = 0; i < n; i++) {
      x[i] *= norm / length;
    }
    return x;
  }

  /** Orthonormal directions, by Gram and Schmidt, with given strengths. */
  public static SpikedCovariance spiked(
      int n, double bulk, RandomStreams streams, double... thetas) {
    List<double[]> directions = new ArrayList<>();
    List<Spike> spikes = new ArrayList<>();
    for (int j = 0; j < thetas.length; j++) {
      double[] g = vector(n, 1, streams.child("direction", j));
      for (int pass = 0; pass < 2; pass++) {
        for (double[] other : directions) {
          double projection = dot(g, other);
          for (int i = 0; i < n; i++) {
            g[i] -= projection * other[i];
          }
        }
        double norm = Math.sqrt(dot(g, g));
        for (int i = 0; i < n; i++) {
          g[i] /= norm;
        }
      }
      directions.add(g);
      spikes.add(new Spike(thetas[j], g));
    }
    return new SpikedCovariance(n, bulk, spikes);
  }

  /** The same covariance by all its elements. */
  public static DenseCovariance dense(Covariance covariance) {
    int n = covariance.dimension();
    Matrix matrix = Matrix.zeros(n, n);
    for (int j = 0; j < n; j++) {
      double[] axis = new double[n];
      axis[j] = 1;
      double[] column = covariance.multiply(axis);
      for (int i = 0; i <= j; i++) {
        matrix.set(i, j, column[i]);
        matrix.set(j, i, column[i]);
      }
    }
    return new DenseCovariance(matrix);
  }

  /** A population from which samples are drawn independently. */
  public static GaussianMixture mixture(MixtureComponent... components) {
    return new GaussianMixture(List.of(components), Allocation.MULTINOMIAL);
  }

  /** The same population with dense covariances. */
  public static GaussianMixture densely(Population population) {
    return mixture(
        population.components().stream()
            .map(c -> new MixtureComponent(c.weight(), c.mean(), dense(c.covariance())))
            .toArray(MixtureComponent[]::new));
  }

  public static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

package io.onestep.datamodels.mixture;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;

/** Covariances for tests. */
final class Mixtures {
  private Mixtures() {}

  /** Random orthonormal directions with the given strengths. */
  static SpikedCovariance spiked(int n, double bulk, long seed, double... thetas) {
    RandomStream random = RandomStreams.of(seed).stream("spikes");
    OrthonormalFrame frame = new OrthonormalFrame(n);
    List<Spike> spikes = new ArrayList<>();
    for (double theta : thetas) {
      spikes.add(new Spike(theta, frame.addRandom(random)));
    }
    return new SpikedCovariance(n, bulk, spikes);
  }

  /** A^T A / rank of a random rank x n matrix A: of the given rank if that is less than n. */
  static DenseCovariance wishart(int n, int rank, long seed) {
    RandomStream random = RandomStreams.of(seed).stream("dense");
    Matrix sum = Matrix.zeros(n, n);
    for (int r = 0; r < rank; r++) {
      double[] a = random.gaussians(n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          sum.set(i, j, sum.get(i, j) + a[i] * a[j] / rank);
        }
      }
    }
    return new DenseCovariance(sum);
  }

  /** The same covariance by all its elements. */
  static DenseCovariance dense(SpikedCovariance covariance) {
    int n = covariance.dimension();
    Matrix matrix = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double element = i == j ? covariance.bulk() : 0;
        for (Spike spike : covariance.spikes()) {
          element += spike.theta() * spike.direction()[i] * spike.direction()[j];
        }
        matrix.set(i, j, element);
      }
    }
    return new DenseCovariance(matrix);
  }
}

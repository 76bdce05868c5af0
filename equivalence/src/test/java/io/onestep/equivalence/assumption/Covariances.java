package io.onestep.equivalence.assumption;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/** Covariances and populations for tests. */
final class Covariances {
  private Covariances() {}

  /** Random orthonormal directions (Q of a QR decomposition) with the given strengths. */
  static SpikedCovariance spiked(int n, double bulk, long seed, double... thetas) {
    RandomStream random = RandomStreams.of(seed).stream("spikes");
    RealMatrix normals = new Array2DRowRealMatrix(n, Math.max(1, thetas.length));
    for (int j = 0; j < thetas.length; j++) {
      normals.setColumn(j, random.gaussians(n));
    }
    RealMatrix q = new QRDecomposition(normals).getQ();
    List<Spike> spikes = new ArrayList<>();
    for (int j = 0; j < thetas.length; j++) {
      spikes.add(new Spike(thetas[j], q.getColumn(j)));
    }
    return new SpikedCovariance(n, bulk, spikes);
  }

  /** One spike along an axis. */
  static SpikedCovariance alongAxis(int n, double theta, int axis) {
    double[] direction = new double[n];
    direction[axis] = 1;
    return new SpikedCovariance(n, 1, List.of(new Spike(theta, direction)));
  }

  /** All elements, from the products Sigma e_j. */
  static RealMatrix elements(Covariance covariance) {
    int n = covariance.dimension();
    RealMatrix matrix = new Array2DRowRealMatrix(n, n);
    for (int j = 0; j < n; j++) {
      double[] axis = new double[n];
      axis[j] = 1;
      matrix.setColumn(j, covariance.multiply(axis));
    }
    return matrix;
  }

  /** The same covariance by all its elements, in a matrix that is a view into a larger one. */
  static DenseCovariance dense(Covariance covariance) {
    int n = covariance.dimension();
    Matrix larger = Matrix.zeros(n + 2, n);
    Matrix matrix = larger.rows(1, n + 1);
    RealMatrix elements = elements(covariance);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix.set(i, j, (elements.getEntry(i, j) + elements.getEntry(j, i)) / 2);
      }
    }
    return new DenseCovariance(matrix);
  }

  /** All eigenvalues by Hipparchus' full decomposition, ascending. */
  static double[] eigenvalues(RealMatrix symmetric) {
    RealMatrix even = symmetric.add(symmetric.transpose()).scalarMultiply(0.5);
    double[] values = new EigenDecompositionSymmetric(even).getEigenvalues().clone();
    Arrays.sort(values);
    return values;
  }

  static Population population(MixtureComponent... components) {
    return new Population() {
      @Override
      public List<MixtureComponent> components() {
        return List.of(components);
      }

      @Override
      public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
        throw new UnsupportedOperationException("diagnostics need moments, not samples");
      }
    };
  }
}

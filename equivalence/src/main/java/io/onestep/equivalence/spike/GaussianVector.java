package io.onestep.equivalence.spike;

import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStreams;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/** A centred Gaussian vector of a given covariance. */
final class GaussianVector {
  private GaussianVector() {}

  static double[] draw(Covariance covariance, RandomStreams streams) {
    int n = covariance.dimension();
    double[] z = streams.stream("noise").gaussians(n);
    if (covariance instanceof SpikedCovariance spiked) {
      double root = Math.sqrt(spiked.bulk());
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        x[i] = root * z[i];
      }
      for (Spike spike : spiked.spikes()) {
        double projection = 0;
        for (int i = 0; i < n; i++) {
          projection += spike.direction()[i] * z[i];
        }
        double factor = (Math.sqrt(spiked.bulk() + spike.theta()) - root) * projection;
        for (int i = 0; i < n; i++) {
          x[i] += factor * spike.direction()[i];
        }
      }
      return x;
    }
    RealMatrix matrix = new Array2DRowRealMatrix(n, n);
    DenseCovariance dense = (DenseCovariance) covariance;
    for (int i = 0; i < n; i++) {
      matrix.setRow(i, dense.matrix().row(i));
    }
    return new EigenDecompositionSymmetric(matrix).getSquareRoot().operate(z);
  }
}

package io.onestep.datasets.preprocessing;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.List;

/** Small classes of inputs, and their moments in another way than the code's. */
final class Samples {
  static final RandomStreams STREAMS = RandomStreams.of(5);

  private Samples() {}

  /** Two classes of unlike numbers, means and covariances. */
  static ClassedInputs twoClasses(int n) {
    return new ClassedInputs(List.of(inputs("a", 9, n, 1, 2), inputs("b", 14, n, 3, -1)));
  }

  static InputClass inputs(String name, int rows, int n, double deviation, double mean) {
    Matrix x = Matrix.zeros(rows, n);
    RandomStream random = STREAMS.stream(name);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        x.set(i, j, mean * j + deviation * (1 + j) * random.nextGaussian());
      }
    }
    return new InputClass(name, x, 0);
  }

  static double[] mean(Matrix x) {
    double[] mean = new double[x.columns()];
    for (int j = 0; j < mean.length; j++) {
      for (int i = 0; i < x.rows(); i++) {
        mean[j] += x.get(i, j) / x.rows();
      }
    }
    return mean;
  }

  /** Without a mean, from differences of pairs: Cov = sum_{i,l} (x_i - x_l)(x_i - x_l)^T / 2N^2. */
  static double[][] covariance(Matrix x) {
    int n = x.columns();
    double[][] sum = new double[n][n];
    for (int i = 0; i < x.rows(); i++) {
      for (int l = 0; l < x.rows(); l++) {
        for (int a = 0; a < n; a++) {
          for (int b = 0; b < n; b++) {
            sum[a][b] +=
                (x.get(i, a) - x.get(l, a))
                    * (x.get(i, b) - x.get(l, b))
                    / (2.0 * x.rows() * x.rows());
          }
        }
      }
    }
    return sum;
  }

  static double trace(Matrix x) {
    double[][] covariance = covariance(x);
    double trace = 0;
    for (int j = 0; j < covariance.length; j++) {
      trace += covariance[j][j];
    }
    return trace;
  }
}

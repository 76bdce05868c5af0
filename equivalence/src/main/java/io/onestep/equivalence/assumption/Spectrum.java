package io.onestep.equivalence.assumption;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The eigenvalues of a covariance, and the part of them that is its bulk.
 *
 * @param values all n eigenvalues, ascending
 */
record Spectrum(double[] values) {
  /** Structured covariances have a closed form: the bulk's variance, theta_i more at spikes. */
  static Spectrum of(Covariance covariance, LinearAlgebra algebra) {
    if (covariance instanceof DenseCovariance dense) {
      return new Spectrum(algebra.symmetricEigen(dense.matrix()).values());
    }
    SpikedCovariance spiked = (SpikedCovariance) covariance;
    double[] values = new double[spiked.dimension()];
    Arrays.fill(values, spiked.bulk());
    for (int i = 0; i < spiked.spikes().size(); i++) {
      values[i] += spiked.spikes().get(i).theta();
    }
    Arrays.sort(values);
    return new Spectrum(values);
  }

  /** Returns the operator norm of Sigma_bar = sum_c rho_c Sigma_c. */
  static double normOfAverage(List<MixtureComponent> components, LinearAlgebra algebra) {
    return components.stream().allMatch(c -> c.covariance() instanceof SpikedCovariance)
        ? normOfStructuredAverage(components, algebra)
        : new Spectrum(algebra.symmetricEigen(average(components)).values()).norm();
  }

  /** The spikes' part has the eigenvalues of the Gram matrix of all sqrt(rho theta) g. */
  private static double normOfStructuredAverage(
      List<MixtureComponent> components, LinearAlgebra algebra) {
    double bulk = 0;
    List<double[]> rows = new ArrayList<>();
    for (MixtureComponent component : components) {
      SpikedCovariance covariance = (SpikedCovariance) component.covariance();
      bulk += component.weight() * covariance.bulk();
      for (Spike spike : covariance.spikes()) {
        double factor = Math.sqrt(component.weight() * spike.theta());
        rows.add(Arrays.stream(spike.direction()).map(g -> factor * g).toArray());
      }
    }
    if (rows.isEmpty()) {
      return bulk;
    }
    Matrix gram = algebra.gram(Matrix.ofRows(rows.toArray(double[][]::new)));
    return bulk + new Spectrum(algebra.symmetricEigen(gram).values()).norm();
  }

  private static Matrix average(List<MixtureComponent> components) {
    int n = components.get(0).covariance().dimension();
    Matrix sum = Matrix.zeros(n, n);
    for (MixtureComponent component : components) {
      double weight = component.weight();
      if (component.covariance() instanceof DenseCovariance dense) {
        Matrix matrix = dense.matrix();
        for (int i = 0; i < sum.size(); i++) {
          sum.data()[i] += weight * matrix.data()[matrix.offset() + i];
        }
      } else {
        SpikedCovariance spiked = (SpikedCovariance) component.covariance();
        for (int i = 0; i < n; i++) {
          sum.data()[i * n + i] += weight * spiked.bulk();
          for (Spike spike : spiked.spikes()) {
            double factor = weight * spike.theta() * spike.direction()[i];
            for (int j = 0; j < n; j++) {
              sum.data()[i * n + j] += factor * spike.direction()[j];
            }
          }
        }
      }
    }
    return sum;
  }

  double norm() {
    return values[values.length - 1];
  }

  /**
   * Returns the eigenvalues that don't stand out.
   *
   * @param m the number of samples that would have to tell the others from them
   */
  double[] bulk(int m) {
    double edge = values[values.length / 2] * (1 + Math.sqrt((double) values.length / m));
    return Arrays.stream(values).filter(value -> value <= edge).toArray();
  }
}

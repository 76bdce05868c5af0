package io.onestep.datamodels.mixture;

import io.onestep.api.data.Covariance;
import io.onestep.api.data.DenseCovariance;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * The average covariance of a mixture, Sigma_bar = sum_c rho_c Sigma_c.
 *
 * @param components the mixture's components, at least one
 */
public record AverageCovariance(List<MixtureComponent> components) {
  /** Keeps a copy of the list and validates that it is not empty. */
  public AverageCovariance {
    components = List.copyOf(components);
    if (components.isEmpty()) {
      throw new IllegalArgumentException("an average needs at least one component");
    }
  }

  /**
   * Returns the operator norm, that is, the largest eigenvalue.
   *
   * <p>Where all covariances are structured it is exact: the average bulk plus the largest
   * eigenvalue of D^{1/2} G^T G D^{1/2}, with all spikes' directions as the columns of G and their
   * rho_c theta_{c,i} in the diagonal matrix D. Where one is dense, the n x n matrix is built, and
   * the result is at most 1e-10 of itself too small.
   *
   * @return ||Sigma_bar||_op
   * @throws io.onestep.api.error.NumericalException if a decomposition does not converge
   */
  public double operatorNorm() {
    boolean structured =
        components.stream().allMatch(c -> c.covariance() instanceof SpikedCovariance);
    return structured ? structuredNorm() : LargestEigenvalue.of(matrix());
  }

  private double structuredNorm() {
    double bulk = 0;
    List<double[]> columns = new ArrayList<>();
    for (MixtureComponent component : components) {
      SpikedCovariance covariance = (SpikedCovariance) component.covariance();
      bulk += component.weight() * covariance.bulk();
      for (Spike spike : covariance.spikes()) {
        columns.add(
            Vectors.multiple(Math.sqrt(component.weight() * spike.theta()), spike.direction()));
      }
    }
    if (columns.isEmpty()) {
      return bulk;
    }
    RealMatrix gram = new Array2DRowRealMatrix(columns.size(), columns.size());
    for (int i = 0; i < columns.size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        gram.setEntry(i, j, Vectors.dot(columns.get(i), columns.get(j)));
      }
    }
    return bulk + LargestEigenvalue.of(gram);
  }

  private RealMatrix matrix() {
    int n = components.get(0).covariance().dimension();
    double[][] sum = new double[n][n];
    for (MixtureComponent component : components) {
      double weight = component.weight();
      Covariance covariance = component.covariance();
      if (covariance instanceof DenseCovariance dense) {
        for (int i = 0; i < n; i++) {
          Vectors.addMultiple(
              weight, dense.matrix().data(), dense.matrix().offset() + i * n, sum[i], 0, n);
        }
      } else {
        SpikedCovariance spiked = (SpikedCovariance) covariance;
        for (int i = 0; i < n; i++) {
          sum[i][i] += weight * spiked.bulk();
          for (Spike spike : spiked.spikes()) {
            double factor = weight * spike.theta() * spike.direction()[i];
            Vectors.addMultiple(factor, spike.direction(), 0, sum[i], 0, n);
          }
        }
      }
    }
    return new Array2DRowRealMatrix(sum, false);
  }
}

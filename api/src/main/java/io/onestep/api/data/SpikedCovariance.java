package io.onestep.api.data;

import io.onestep.api.parameter.Range;
import java.util.List;

/**
 * A structured covariance: Sigma = bulk I + sum_i theta_i g_i g_i^T with orthonormal g_i.
 *
 * @param dimension the input dimension n
 * @param bulk the variance in all other directions, more than 0 (1 in the paper)
 * @param spikes the rank-one parts; empty for an isotropic covariance
 */
public record SpikedCovariance(int dimension, double bulk, List<Spike> spikes)
    implements Covariance {
  private static final double ORTHOGONALITY = 1e-9;

  /** Validates the bulk and that the spikes' directions are orthonormal. */
  public SpikedCovariance {
    Range.parse("(0, inf)").require("bulk", bulk);
    spikes = List.copyOf(spikes);
    for (int i = 0; i < spikes.size(); i++) {
      double[] g = spikes.get(i).direction();
      if (g.length != dimension) {
        throw new IllegalArgumentException(
            "a spike of dimension " + g.length + " in a covariance of dimension " + dimension);
      }
      for (int j = 0; j < i; j++) {
        if (!(Math.abs(dot(g, spikes.get(j).direction())) < ORTHOGONALITY)) {
          throw new IllegalArgumentException("spikes " + j + " and " + i + " are not orthogonal");
        }
      }
    }
  }

  @Override
  public double trace() {
    return dimension * bulk + spikes.stream().mapToDouble(Spike::theta).sum();
  }

  @Override
  public double[] multiply(double[] x) {
    double[] product = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      product[i] = bulk * x[i];
    }
    for (Spike spike : spikes) {
      double factor = spike.theta() * dot(spike.direction(), x);
      for (int i = 0; i < dimension; i++) {
        product[i] += factor * spike.direction()[i];
      }
    }
    return product;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

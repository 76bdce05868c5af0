package io.onestep.equivalence.structure;

import io.onestep.api.activation.Activation;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.equivalence.moments.NeuronCoefficients;
import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;

/**
 * Foresees the number of blocks that {@link StructuredFeatures} take, before there is a network:
 * their matrices are the larger the more there are.
 *
 * <p>Neurons have one slope if no direction stands out. Along one that makes up a share c of the
 * variance of their pre-activations, on the average, the term of degree l of the activation adds l!
 * a_l^2 c^(l-1) to the slopes' mean square a_1^2, and a block if that is not negligible. A mean
 * acts as variance along it does. Terms of several directions together are left out.
 */
public final class ForeseenBlocks {
  /**
   * Terms of higher degree are left out. In the end l! outgrows whatever c^(l-1) takes away, so
   * that they would count however small c is, but features take no block of their own for them.
   */
  private static final int DEGREE = 4;

  /** Directions closer than this make one block. */
  private static final double SAME = 0.9;

  /**
   * A direction along which neurons' weights differ.
   *
   * @param ratio the variance of pre-activations along it to the rest, e on the average; infinite
   *     if there is no rest
   * @param weight the weight of the components that it is of
   */
  private record Carrier(double[] direction, double ratio, double weight) {
    /** About E[e z^2/(1 + e z^2)], z ~ N(0, 1): neurons with more of it have a larger variance. */
    double share() {
      return 1 / (1 / ratio + 2); // of an infinite ratio, too
    }
  }

  private final List<Carrier> carriers = new ArrayList<>();

  private ForeseenBlocks() {}

  /**
   * Foresees blocks.
   *
   * @param population a population of structured covariances
   * @param activation the activation
   * @param learned the direction that a step is expected to add to neurons; 0 for none
   * @param share the share of a pre-activation's variance that this makes up, from 0 to 1
   * @return the number of blocks, at least 1; an estimate, right for ReLU and tanh with two
   *     components, and one off where a single direction makes up most of the variance
   */
  public static int count(
      Population population, Activation activation, double[] learned, double share) {
    ForeseenBlocks blocks = new ForeseenBlocks();
    blocks.add(new Carrier(learned, share / (1 - share), 1), population.dimension());
    for (MixtureComponent component : population.components()) {
      if (component.weight() == 0) {
        continue;
      }
      double[] mean = component.mean();
      blocks.add(
          new Carrier(
              mean, vector(mean).dotProduct(vector(mean)) / population.trace(), component.weight()),
          population.dimension());
      if (component.covariance() instanceof SpikedCovariance covariance) {
        for (Spike spike : covariance.spikes()) {
          double along = covariance.bulk() + spike.theta();
          double ratio = along / (covariance.trace() - along);
          blocks.add(
              new Carrier(spike.direction(), ratio, component.weight()), population.dimension());
        }
      }
    }
    return blocks.count(activation, Math.sqrt(population.dimension() / population.trace()));
  }

  private void add(Carrier carrier, int n) {
    if (!(carrier.share() > StructuredFeatures.STANDS_OUT / n)) {
      return;
    }
    for (int i = 0; i < carriers.size(); i++) {
      Carrier other = carriers.get(i);
      if (cosine(carrier.direction(), other.direction()) > SAME) {
        double ratio = Math.max(carrier.ratio(), other.ratio());
        double weight = Math.min(1, carrier.weight() + other.weight());
        carriers.set(i, new Carrier(other.direction(), ratio, weight));
        return;
      }
    }
    carriers.add(carrier);
  }

  private int count(Activation activation, double scale) {
    double[][] a =
        NeuronCoefficients.byDegree(activation, new double[1], new double[] {scale}, DEGREE);
    int count = 1;
    for (Carrier carrier : carriers) {
      double factor = carrier.weight();
      for (int l = 2; l <= DEGREE; l++) {
        factor *= l * carrier.share();
        if (factor * a[l][0] * a[l][0] > StructuredFeatures.NEGLIGIBLE * a[1][0] * a[1][0]) {
          count++;
        }
      }
    }
    return Math.min(count, StructuredFeatures.MOST_BLOCKS);
  }

  private static double cosine(double[] x, double[] y) {
    RealVector one = vector(x);
    RealVector other = vector(y);
    return Math.abs(one.dotProduct(other)) / (one.getNorm() * other.getNorm());
  }

  private static RealVector vector(double[] x) {
    return new ArrayRealVector(x, false);
  }
}

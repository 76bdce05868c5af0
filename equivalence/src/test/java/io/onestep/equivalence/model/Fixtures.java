package io.onestep.equivalence.model;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.network.TrainedNetwork;
import io.onestep.api.network.TwoLayerNetwork;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Scaling;
import io.onestep.api.setting.Sizes;
import java.util.List;

/** What the models of this package are made for. */
final class Fixtures {
  static final int DIMENSION = 4;

  /** sqrt(n / Tr Sigma_bar) of the population: traces 4 + 4 and 4 + 2, equally likely. */
  static final double SCALE = Math.sqrt(4.0 / 7);

  private Fixtures() {}

  static ComponentContext context(double alpha, double beta) {
    return new ComponentContext() {
      @Override
      public Sizes sizes() {
        return new Sizes(DIMENSION, 5, 6, 6, 30);
      }

      @Override
      public Scaling scaling() {
        return new Scaling(alpha, beta);
      }
    };
  }

  static Population population() {
    List<MixtureComponent> components =
        List.of(component(4, new double[] {1, 0, 0, 0}), component(2, new double[] {0, 1, 0, 0}));
    return new Population() {
      @Override
      public List<MixtureComponent> components() {
        return components;
      }

      @Override
      public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
        throw new UnsupportedOperationException("the models need moments, not samples");
      }
    };
  }

  private static MixtureComponent component(double theta, double[] direction) {
    return new MixtureComponent(
        0.5,
        new double[DIMENSION],
        new SpikedCovariance(DIMENSION, 1, List.of(new Spike(theta, direction))));
  }

  /** A network of which the models need the activation and the width only. */
  static TrainedNetwork network(Activation activation, int k) {
    Matrix f = Matrix.zeros(k, DIMENSION);
    Inputs none = new Inputs(Matrix.zeros(0, DIMENSION), new int[0]);
    return new TrainedNetwork(
        new TwoLayerNetwork(f, new double[k]), f, activation, new Sample(none, new double[0]));
  }
}

package org.example.robust;

import io.onestep.api.data.DataModel;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture of multivariate t distributions whose spikes and means have random directions.
 *
 * @param config the parameters
 * @param n the input dimension
 * @param theta the strength of each component's spike
 */
record EllipticalMixture(EllipticalMixtureFactory.Config config, int n, double theta)
    implements DataModel {
  @Override
  public Population draw(RandomStreams streams) {
    List<MixtureComponent> components = new ArrayList<>();
    for (int c = 0; c < config.weights().size(); c++) {
      double[] spike = direction(streams.child("component", c), "spike");
      double[] mean = direction(streams.child("component", c), "mean");
      for (int i = 0; i < n; i++) {
        mean[i] *= config.separation();
      }
      components.add(
          new MixtureComponent(
              config.weights().get(c),
              mean,
              new SpikedCovariance(n, 1, List.of(new Spike(theta, spike)))));
    }
    return new EllipticalPopulation(components, config.df());
  }

  /** Returns a unit vector, uniform on the sphere. */
  private double[] direction(RandomStreams streams, String name) {
    double[] direction = streams.stream(name).gaussians(n);
    double squares = 0;
    for (double value : direction) {
      squares += value * value;
    }
    for (int i = 0; i < n; i++) {
      direction[i] /= Math.sqrt(squares);
    }
    return direction;
  }
}

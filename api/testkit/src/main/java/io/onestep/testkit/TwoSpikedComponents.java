package io.onestep.testkit;

import io.onestep.api.algebra.Matrix;
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

/** Two components of one trace, the second with a mean. */
final class TwoSpikedComponents implements Population {
  private final List<MixtureComponent> components;

  TwoSpikedComponents(int n) {
    components =
        List.of(
            component(0.4, new double[n], Arrays.copyOf(new double[] {0.6, 0.8}, n)),
            component(
                0.6,
                Arrays.copyOf(new double[] {0, 0, 0, 0.5}, n),
                Arrays.copyOf(new double[] {0, 0.8, 0, 0, 0, 0.6}, n)));
  }

  private static MixtureComponent component(double weight, double[] mean, double[] direction) {
    return new MixtureComponent(
        weight, mean, new SpikedCovariance(mean.length, 1, List.of(new Spike(3, direction))));
  }

  @Override
  public List<MixtureComponent> components() {
    return components;
  }

  @Override
  public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
    List<Inputs> sets = new ArrayList<>();
    for (int rows : sizes) {
      sets.add(sample(rows, streams.child("set", sets.size()).stream("x")));
    }
    return sets;
  }

  private Inputs sample(int rows, RandomStream stream) {
    Matrix x = Matrix.zeros(rows, dimension());
    int[] component = new int[rows];
    for (int row = 0; row < rows; row++) {
      component[row] = row % 2;
      MixtureComponent c = components.get(row % 2);
      Spike spike = ((SpikedCovariance) c.covariance()).spikes().get(0);
      double[] g = spike.direction();
      double[] z = stream.gaussians(g.length);
      double projection = 0;
      for (int i = 0; i < g.length; i++) {
        projection += g[i] * z[i];
      }
      double stretch = (Math.sqrt(1 + spike.theta()) - 1) * projection;
      for (int i = 0; i < g.length; i++) {
        x.set(row, i, c.mean()[i] + z[i] + stretch * g[i]);
      }
    }
    return new Inputs(x, component);
  }
}

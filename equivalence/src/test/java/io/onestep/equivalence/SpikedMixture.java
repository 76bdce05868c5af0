package io.onestep.equivalence;

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

/** A mixture of components N(mu_c, I + theta_c g_c g_c^T), component by component in each set. */
public record SpikedMixture(List<MixtureComponent> components) implements Population {
  /**
   * Returns a component of weight 1/2 whose direction and mean are given by their first entries.
   */
  public static MixtureComponent half(int n, double theta, double[] direction, double... mean) {
    return new MixtureComponent(
        0.5,
        Arrays.copyOf(mean, n),
        new SpikedCovariance(n, 1, List.of(new Spike(theta, Arrays.copyOf(direction, n)))));
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
    int row = 0;
    double weight = 0;
    for (int c = 0; c < components.size(); c++) {
      weight += components.get(c).weight();
      for (; row < Math.round(weight * rows); row++) {
        component[row] = c;
        Spike spike = ((SpikedCovariance) components.get(c).covariance()).spikes().get(0);
        double[] z = stream.gaussians(dimension());
        double projection = 0;
        for (int i = 0; i < z.length; i++) {
          projection += spike.direction()[i] * z[i];
        }
        double stretch = (Math.sqrt(1 + spike.theta()) - 1) * projection;
        for (int i = 0; i < z.length; i++) {
          x.set(row, i, components.get(c).mean()[i] + z[i] + stretch * spike.direction()[i]);
        }
      }
    }
    return new Inputs(x, component);
  }
}

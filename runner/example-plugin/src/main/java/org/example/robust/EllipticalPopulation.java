package org.example.robust;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture of multivariate t distributions: x = mu_c + sqrt(tau) Sigma_c^(1/2) z with z standard
 * normal and tau = (df - 2)/chi^2_df. As E[tau] = 1, the covariance of a component is Sigma_c (Kotz
 * and Nadarajah, Multivariate t Distributions and Their Applications, 2004, section 1.7). The
 * component of each sample is drawn at random.
 *
 * @param components the components; their covariances are spiked
 * @param df the degrees of freedom, at least 3
 */
record EllipticalPopulation(List<MixtureComponent> components, int df) implements Population {
  EllipticalPopulation {
    components = List.copyOf(components);
  }

  @Override
  public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
    List<Inputs> sets = new ArrayList<>();
    for (int s = 0; s < sizes.size(); s++) {
      sets.add(set(sizes.get(s), streams.child("set", s)));
    }
    return sets;
  }

  private Inputs set(int rows, RandomStreams streams) {
    RandomStream choice = streams.stream("component");
    RandomStream normal = streams.stream("z");
    RandomStream mixing = streams.stream("tau");
    int n = dimension();
    Matrix x = Matrix.zeros(rows, n);
    int[] component = new int[rows];
    for (int i = 0; i < rows; i++) {
      component[i] = component(choice.nextDouble());
      MixtureComponent c = components.get(component[i]);
      double[] z = normal.gaussians(n);
      multiplyByRoot((SpikedCovariance) c.covariance(), z);
      double root = Math.sqrt((df - 2) / chiSquare(mixing));
      for (int j = 0; j < n; j++) {
        x.set(i, j, c.mean()[j] + root * z[j]);
      }
    }
    return new Inputs(x, component);
  }

  private int component(double uniform) {
    double sum = 0;
    for (int c = 0; c < components.size() - 1; c++) {
      sum += components.get(c).weight();
      if (uniform < sum) {
        return c;
      }
    }
    return components.size() - 1;
  }

  /** Sigma^(1/2) z = sqrt(bulk) z + sum_i (sqrt(bulk + theta_i) - sqrt(bulk)) g_i (g_i^T z). */
  private static void multiplyByRoot(SpikedCovariance sigma, double[] z) {
    double[] product = z.clone();
    double bulk = Math.sqrt(sigma.bulk());
    for (int j = 0; j < z.length; j++) {
      product[j] *= bulk;
    }
    for (Spike spike : sigma.spikes()) {
      double[] g = spike.direction();
      double projection = 0;
      for (int j = 0; j < z.length; j++) {
        projection += g[j] * z[j];
      }
      double factor = (Math.sqrt(sigma.bulk() + spike.theta()) - bulk) * projection;
      for (int j = 0; j < z.length; j++) {
        product[j] += factor * g[j];
      }
    }
    System.arraycopy(product, 0, z, 0, z.length);
  }

  /** Two degrees of freedom are twice an exponential, one is a normal squared. */
  private double chiSquare(RandomStream random) {
    double sum = 0;
    for (int pair = 0; pair < df / 2; pair++) {
      sum += 2 * random.nextExponential();
    }
    if (df % 2 == 1) {
      double z = random.nextGaussian();
      sum += z * z;
    }
    return sum;
  }
}

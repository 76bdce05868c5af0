package io.onestep.datamodels.mixture;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.algebra.Room;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.error.NumericalException;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A mixture of Gaussians: x | c ~ N(mu_c, Sigma_c) with probability rho_c (Demir and Dogan, section
 * 2). Any number of components, any means, structured and dense covariances.
 */
public final class GaussianMixture implements Population {
  private static final double WEIGHT_TOLERANCE = 1e-9;

  private final List<MixtureComponent> components;
  private final List<NormalSampler> samplers;
  private final Allocation allocation;

  /**
   * Creates a mixture. A dense covariance is factorised here, once.
   *
   * @param components at least one, of one dimension; their weights sum to 1 up to 1e-9
   * @param allocation how rows are shared out among the components
   * @throws IllegalArgumentException if there is no component, or if weights or dimensions are
   *     wrong
   * @throws io.onestep.api.error.NumericalException if a dense covariance is not positive
   *     semidefinite; says of which component
   */
  public GaussianMixture(List<MixtureComponent> components, Allocation allocation) {
    this.components = normalised(components);
    List<NormalSampler> list = new ArrayList<>();
    for (MixtureComponent component : this.components) {
      try {
        list.add(NormalSampler.of(component));
      } catch (NumericalException e) {
        throw new NumericalException("component " + (list.size() + 1) + ": " + e.getMessage());
      }
    }
    this.samplers = List.copyOf(list);
    this.allocation = Objects.requireNonNull(allocation, "allocation");
  }

  private static List<MixtureComponent> normalised(List<MixtureComponent> components) {
    if (components.isEmpty()) {
      throw new IllegalArgumentException("a mixture has at least one component");
    }
    int n = components.get(0).mean().length;
    for (MixtureComponent component : components) {
      if (component.mean().length != n) {
        throw new IllegalArgumentException(
            "the components of a mixture have one dimension, not "
                + n
                + " and "
                + component.mean().length);
      }
    }
    double sum = components.stream().mapToDouble(MixtureComponent::weight).sum();
    if (!(Math.abs(sum - 1) <= WEIGHT_TOLERANCE)) {
      throw new IllegalArgumentException("the weights of a mixture sum to 1, not to " + sum);
    }
    return components.stream()
        .map(c -> new MixtureComponent(c.weight() / sum, c.mean(), c.covariance()))
        .toList();
  }

  @Override
  public List<MixtureComponent> components() {
    return components;
  }

  @Override
  public boolean isGaussian() {
    return true;
  }

  /**
   * Draws several independent sets of inputs. Set i depends on its size and on {@code
   * streams.child("set", i)} alone, so that a further set changes no other.
   */
  @Override
  public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
    return sample(sizes, streams, Room.NEW);
  }

  @Override
  public List<Inputs> sample(List<Integer> sizes, RandomStreams streams, Room room) {
    List<Inputs> sets = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      Matrix x = room.matrix("inputs " + i, sizes.get(i), dimension());
      sets.add(sample(x, streams.child("set", i)));
    }
    return List.copyOf(sets);
  }

  private Inputs sample(Matrix x, RandomStreams streams) {
    double[] weights = components.stream().mapToDouble(MixtureComponent::weight).toArray();
    int m = x.rows();
    int[] component = allocation.allocate(weights, m, streams.stream("allocation"));
    RandomStream values = streams.stream("values");
    int from = 0;
    while (from < m) {
      int to = from + 1;
      while (to < m && component[to] == component[from]) {
        to++;
      }
      samplers.get(component[from]).fill(x.rows(from, to), values);
      from = to;
    }
    return new Inputs(x, component);
  }
}

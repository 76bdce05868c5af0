package io.onestep.equivalence.model;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.EquivalentFactory;

/** Makes the trivial model: the network itself, phi = sigma(u) / sqrt k, without noise. */
public final class NetworkFactory implements EquivalentFactory<NetworkFactory.Config> {
  /** The network has no parameters of its own. */
  public record Config() {}

  /** Creates the factory. */
  public NetworkFactory() {}

  @Override
  public String name() {
    return "network";
  }

  @Override
  public String summary() {
    return "the network itself: phi = sigma(u) / sqrt(k)";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Equivalent create(Config config, ComponentContext context) {
    return new NetworkModel();
  }
}

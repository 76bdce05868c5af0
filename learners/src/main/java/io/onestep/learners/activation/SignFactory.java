package io.onestep.learners.activation;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentContext;

/**
 * Makes the activation {@code sign}, for targets first of all: y = sign(xi^T x) is the teacher
 * perceptron (Gardner and Derrida, 1989). Its derivative is 0 but for the jump, so that a gradient
 * step leaves the first layer of a network with it as it was: such a network stays one of random
 * features.
 */
public final class SignFactory implements ActivationFactory<SignFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public SignFactory() {}

  @Override
  public String name() {
    return "sign";
  }

  @Override
  public String summary() {
    return "-1 or 1, the sign of u, for targets; in a network a gradient step changes nothing";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Activation create(Config config, ComponentContext context) {
    return new SignActivation();
  }
}

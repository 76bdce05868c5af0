package io.onestep.equivalence.conditional;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.EquivalentFactory;

/**
 * Makes the conditional Gaussian model (Demir and Dogan, theorem 3). B is an orthonormal basis of
 * the span of all spikes' directions, all means and the gradient's spike v = X1^T y1 / (m1 sqrt k).
 * With kappa = B^T x, s_j = B^T f^_j and tau_j = ||f^_j - B s_j|| times the bulk's standard
 * deviation:
 *
 * <pre>{@code
 * phi_j = (1/sqrt k) (M_j + A_j f^_j^T (x - B kappa) / tau_j + sqrt(V_j) z'_j),   t_j = s_j^T kappa,
 * M_j = E sigma(t_j + tau_j z),  A_j = E[z sigma(t_j + tau_j z)],  V_j = Var sigma(t_j + tau_j z) - A_j^2
 * }</pre>
 *
 * <p>Given kappa, the model's features have the network's means and covariances up to those terms
 * of the latter that are of second and higher order in the neurons' correlation outside of span B.
 * The population's covariances must be an identity plus spikes with one bulk variance.
 */
public final class ConditionalGaussianFactory
    implements EquivalentFactory<ConditionalGaussianFactory.Config> {
  /** The conditional Gaussian model has no parameters. */
  public record Config() {}

  /** Creates the factory. */
  public ConditionalGaussianFactory() {}

  @Override
  public String name() {
    return "conditional-gaussian";
  }

  @Override
  public String summary() {
    return "Gaussian model given the inputs' structured and learned coordinates:"
        + " phi = (M + A f.x_perp/tau + sqrt(V) z) / sqrt(k)";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Equivalent create(Config config, ComponentContext context) {
    return new ConditionalGaussianModel();
  }
}

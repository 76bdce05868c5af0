package io.onestep.equivalence.assumption;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.diagnostic.Diagnostic;
import io.onestep.api.diagnostic.DiagnosticFactory;

/**
 * Makes the examination of the paper's assumptions. Components of weight 0 are left out. Its
 * findings, and when they hold:
 *
 * <ul>
 *   <li>A.2, proportional limit: k/n, m/n and m1/n are between 0.1 and 10.
 *   <li>A.3, zero means: no mean is longer than 1e-6 sqrt(||Sigma_bar||).
 *   <li>A.4, finite rank plus identity: of each Sigma_c at most sqrt(n) eigenvalues stand out, and
 *       the others are 1 up to a root-mean-square deviation of 0.1. An eigenvalue stands out if it
 *       exceeds the median (the bulk's variance) times 1 + sqrt(n/m1): weaker spikes are not to be
 *       told from the bulk by the gradient step's m1 samples (Baik, Ben Arous and Péché, 2005).
 *   <li>A.4, equal traces: the Tr Sigma_c differ by at most 0.01 of their average.
 *   <li>A.5, norm of xi: each ||xi|| sqrt(||Sigma_bar||) is 1 up to 1e-6.
 *   <li>Strength: the data spread n^(beta (1 - alpha)) that the scaling asks for is at least half
 *       of ||Sigma_bar|| and at most twice the largest ||Sigma_c||, and its learning rate is the
 *       learner's up to a factor of 2. The exponents of these norms, and of the learner's rate (or
 *       the scaling's, where the learner names none), imply a beta and an alpha.
 *   <li>Theorem 4, which is not applicable where the strength is another than the scaling's beta:
 *       beta lies on none of the boundaries (l - 1)/l and is less than 1, so that a degree is
 *       defined. The sharper rule beside it is a heuristic: the smallest d with (d + 1) min(2 (1 -
 *       beta), 1 - beta (1 - alpha)) > 1.
 * </ul>
 */
public final class AssumptionsFactory implements DiagnosticFactory<AssumptionsFactory.Config> {
  /** The examination has no parameters. */
  public record Config() {}

  /** Creates the factory. */
  public AssumptionsFactory() {}

  @Override
  public String name() {
    return "assumptions";
  }

  @Override
  public String summary() {
    return "do the data meet the theory's assumptions, and which strength and degree do they imply";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Diagnostic create(Config config, ComponentContext context) {
    return new Assumptions();
  }
}

package io.onestep.equivalence.gradient;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.observable.Observable;
import io.onestep.api.observable.ObservableFactory;

/**
 * Makes the metric {@code gradient-decomposition}: lemma 1 of Demir and Dogan (ICLR 2025). The
 * gradient G = (F^ - F)/eta of the squared loss is G = u v^T + Delta with u = c_1 w, c_1 = E
 * sigma'(b z), b = sqrt(n/Tr Sigma_bar), v = X1^T y1/(m1 sqrt k). The learner has to make one such
 * step. Without a step (eta = 0) trials fail.
 *
 * <p>Measured (largest singular values to a relative 1e-7):
 *
 * <ul>
 *   <li>{@code gradient_norm}, {@code gradient_norm_2}: the two largest singular values of G.
 *   <li>{@code spike_norm}, {@code remainder_norm}: the operator norms of u v^T and Delta; {@code
 *       spike_exponent}, {@code remainder_exponent}: log(norm)/log k. Lemma 1 predicts, up to
 *       factors that grow slower than any power, the exponents -t/2 and -t with t = 1 - beta (1 -
 *       alpha); these have the source {@code theory}.
 *   <li>{@code spike_share}: ||u v^T||_F^2/||G||_F^2.
 *   <li>{@code rank_one_gap}, {@code rank_one_gap_frobenius}: ||F^ - (F + eta u v^T)||/||F^|| in
 *       either norm.
 *   <li>{@code overlap_w}: of G's leading left singular vector with w. All overlaps are squared
 *       cosines.
 *   <li>{@code overlap_xi_i}, {@code overlap_spike_c}, {@code overlap_mean_c}: of v with each
 *       direction of the labels, the first spike of each structured component, each mean that is
 *       not 0; i and c from 1.
 * </ul>
 *
 * <p>Where the labels' law is known (class labels; sums of functions of projections, with noise or
 * without), {@code spike_norm} (with the w at hand) and the overlaps of v are predicted from the
 * law of v as well: roots and ratios of expected squares, to leading order in 1/m1.
 */
public final class GradientDecompositionFactory
    implements ObservableFactory<GradientDecompositionFactory.Config> {
  /** The decomposition has no parameters. */
  public record Config() {}

  /** Creates the factory. */
  public GradientDecompositionFactory() {}

  @Override
  public String name() {
    return "gradient-decomposition";
  }

  @Override
  public String summary() {
    return "the gradient as a spike and a remainder, G = u v^T + Delta: norms, exponents, overlaps";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Observable create(Config config, ComponentContext context) {
    return new GradientDecomposition();
  }
}

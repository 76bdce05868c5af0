package io.onestep.equivalence.model;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.EquivalentFactory;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Makes the Hermite model of degree p (Demir and Dogan, theorem 4): {@code phi_j = (1/sqrt k)
 * (sum_{l<=p} (h_l / l!) He_l(u_j / b) + h* z'_j)} with {@code h_l = E[He_l(z) sigma(b z)]}, {@code
 * h*^2 = E[sigma(b z)^2] - sum_{l<=p} h_l^2 / l!} and fresh noise z' for each neuron and sample.
 *
 * <p>The scale is {@code b = sqrt(n / Tr Sigma_bar)}: with F_ij ~ N(0, 1 / Tr Sigma_bar) and
 * covariances of identity plus finite rank, it is the standard deviation of the pre-activations
 * apart from the spikes.
 */
public final class HermiteFactory implements EquivalentFactory<HermiteFactory.Config> {
  private static final String DEGREES = "[0, 20]";
  private static final String MAX_DEGREES = "[1, 20]";
  private static final String SCALES = "(0, 100]";

  /**
   * The parameters of a Hermite model.
   *
   * @param degree the degree p; if absent, the rule's, at most maxDegree
   * @param rule what gives the degree if it is absent
   * @param maxDegree the largest degree taken from the rule
   * @param scale the scale b; if absent, sqrt(n / Tr Sigma_bar)
   */
  public record Config(
      @Parameter(
              value = "degree p; if absent, what the rule gives, cut at max_degree",
              range = DEGREES)
          OptionalInt degree,
      @Parameter(
              value =
                  "rule for an absent degree: theorem-4, ceil(beta/(1-beta)), or sharper (a"
                      + " heuristic), the smallest d with (d+1) min(2(1-beta), 1-beta(1-alpha)) >"
                      + " 1: the same at alpha = 0, else often smaller",
              defaultValue = "\"theorem-4\"")
          DegreeRule rule,
      @Parameter(
              value = "largest degree that the rule may give",
              defaultValue = "4",
              range = MAX_DEGREES)
          int maxDegree,
      @Parameter(
              value = "scale b of the expansion; if absent, sqrt(n / Tr Sigma_bar)",
              range = SCALES)
          OptionalDouble scale) {
    /** Validates the ranges. */
    public Config {
      Objects.requireNonNull(rule, "rule");
      degree.ifPresent(p -> Range.parse(DEGREES).require("degree", p));
      Range.parse(MAX_DEGREES).require("maxDegree", maxDegree);
      scale.ifPresent(b -> Range.parse(SCALES).require("scale", b));
    }
  }

  /** Creates the factory. */
  public HermiteFactory() {}

  @Override
  public String name() {
    return "hermite";
  }

  @Override
  public String summary() {
    return "Hermite model: phi = (sum_{j<=p} (h_j/j!) He_j(u/b) + h* z) / sqrt(k), z fresh noise";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Equivalent create(Config config, ComponentContext context) {
    int degree =
        config
            .degree()
            .orElseGet(() -> Math.min(config.rule().degree(context.scaling()), config.maxDegree()));
    return new HermiteModel("hermite-" + degree, degree, config.scale());
  }
}

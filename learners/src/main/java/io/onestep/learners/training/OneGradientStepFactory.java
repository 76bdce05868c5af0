package io.onestep.learners.training;

import io.onestep.api.algebra.Precision;
import io.onestep.api.component.ComponentContext;
import io.onestep.api.network.Learner;
import io.onestep.api.network.LearnerFactory;
import io.onestep.api.network.Loss;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.Objects;
import java.util.OptionalDouble;

/** Makes the learner {@code one-gradient-step}. */
public final class OneGradientStepFactory implements LearnerFactory<OneGradientStepFactory.Config> {
  /**
   * The parameters.
   *
   * @param loss the loss whose mean is reduced
   * @param rate the learning rate eta, at least 0; absent for n^(alpha beta)
   * @param precision the precision of what is computed of the samples
   */
  public record Config(
      @Parameter(value = "loss whose mean is reduced", defaultValue = "{\"type\": \"squared\"}")
          Loss loss,
      @Parameter(value = "learning rate eta; without it n^(alpha beta)", range = "[0, inf)")
          OptionalDouble rate,
      @Parameter(
              value =
                  "precision of what is computed of the samples; single is faster and changes a model's"
                      + " error by about 1e-6 of it at most",
              defaultValue = "\"single\"")
          Precision precision) {
    /** Validates the range. */
    public Config {
      Objects.requireNonNull(loss, "loss");
      Objects.requireNonNull(precision, "precision");
      rate.ifPresent(eta -> Range.parse("[0, inf)").require("rate", eta));
    }
  }

  /** Creates the factory. */
  public OneGradientStepFactory() {}

  @Override
  public String name() {
    return "one-gradient-step";
  }

  @Override
  public String summary() {
    return "F^ = F + eta G with -G the gradient of the mean loss in F";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Learner create(Config config, ComponentContext context) {
    double eta = config.rate().orElseGet(() -> context.scaling().learningRate(context.sizes().n()));
    return new OneGradientStep(config.loss(), eta, config.precision());
  }
}

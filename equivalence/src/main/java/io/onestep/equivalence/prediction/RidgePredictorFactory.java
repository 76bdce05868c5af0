package io.onestep.equivalence.prediction;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import io.onestep.api.prediction.Predictor;
import io.onestep.api.prediction.PredictorFactory;

/**
 * Makes predictors of ridge regression's errors, for the network and for every model that tells the
 * law of its features, if labels are given by component, a sum of functions of projections or a
 * product of up to three:
 *
 * <ul>
 *   <li>{@code training_error}, {@code generalization_error}, {@code readout_norm};
 *   <li>{@code classification_error}, the share of wrong signs, where labels are +1 and -1 by
 *       component or by the side of one projection (not of a product of such signs);
 *   <li>{@code generalization_error_component_c} and {@code classification_error_component_c}: the
 *       same given the component, c from 1.
 * </ul>
 */
public final class RidgePredictorFactory implements PredictorFactory<RidgePredictorFactory.Config> {
  private static final String TOLERANCES = "[1e-14, 1e-2]";

  /**
   * The parameters.
   *
   * @param firstLayer what of the first layer predictions are made for
   * @param moments how the moments of a given first layer are computed
   * @param regularisations one effective regularisation or several
   * @param tolerance what series of exact moments may leave, relative
   */
  public record Config(
      @Parameter(
              value =
                  "first layer: averaged (F and X1 not drawn), spike-law (X1 not drawn), rank-one"
                      + " (only the step's spike), trained (F^ itself), or auto: averaged for"
                      + " structured covariances, else trained",
              defaultValue = "\"auto\"")
          FirstLayer firstLayer,
      @Parameter(
              value =
                  "moments of a given first layer: exact (k x k), low-rank (O(k n^2)), or auto:"
                      + " exact for k up to n and for dense covariances",
              defaultValue = "\"auto\"")
          MomentMethod moments,
      @Parameter(
              value =
                  "effective regularisations: one, several (one for each component and learned"
                      + " coordinate; needs a given first layer), or auto: several where the"
                      + " components' traces differ or the step is of order n",
              defaultValue = "\"auto\"")
          Regularisations regularisations,
      @Parameter(
              value = "what the series of exact moments may leave",
              defaultValue = "1e-9",
              range = TOLERANCES)
          double tolerance) {
    /** Validates the range, and that there is what several regularisations need. */
    public Config {
      Range.parse(TOLERANCES).require("tolerance", tolerance);
      if (regularisations == Regularisations.SEVERAL && firstLayer == FirstLayer.AVERAGED) {
        throw new InvalidValueException(
            "regularisations", "several", "one or auto where first_layer is averaged");
      }
    }
  }

  /** Creates the factory. */
  public RidgePredictorFactory() {}

  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String summary() {
    return "errors of ridge readouts, also by component, in the proportional limit: no sample";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Predictor create(Config config, ComponentContext context) {
    return new RidgePredictor(config);
  }
}

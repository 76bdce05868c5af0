package io.onestep.datasets.model;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.DataModelFactory;
import io.onestep.api.data.Dataset;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.List;
import java.util.Objects;

/**
 * Real inputs, or their Gaussian twins. The classes of a data set, after preprocessing, are the
 * components; samples are stratified: int(rho_c m) of each class but the last, the rest of the last
 * one.
 */
public final class DatasetModelFactory implements DataModelFactory<DatasetModelFactory.Config> {
  /** Creates the factory. */
  public DatasetModelFactory() {}

  /**
   * The parameters.
   *
   * @param source the data set
   * @param pipeline the steps of preprocessing, in order
   * @param draw what samples are
   * @param weights the classes' weights; empty for equal ones
   */
  public record Config(
      @Parameter(value = "data set", example = "{\"type\": \"fashion-mnist\"}") Dataset source,
      @Parameter(value = "steps of preprocessing, in order", defaultValue = "[]")
          List<Preprocessing> pipeline,
      @Parameter(
              value =
                  "images (inputs of the data set, none twice in a draw of all three samples) or"
                      + " gaussian (the Gaussian mixture of the same means and covariances)",
              defaultValue = "\"images\"")
          Draw draw,
      @Parameter(
              value =
                  "weights of the classes that preprocessing leaves, to be divided by their sum; empty: equal",
              defaultValue = "[]",
              range = "(0, inf)")
          List<Double> weights) {
    /** Validates the weights' range. */
    public Config {
      Objects.requireNonNull(source, "source");
      pipeline = List.copyOf(pipeline);
      Objects.requireNonNull(draw, "draw");
      weights = List.copyOf(weights);
      weights.forEach(weight -> Range.parse("(0, inf)").require("weights", weight));
    }
  }

  @Override
  public String name() {
    return "dataset";
  }

  @Override
  public String summary() {
    return "inputs of a data set after preprocessing, or their Gaussian twins";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public DataModel create(Config config, ComponentContext context) {
    return new DatasetModel(config, context.sizes());
  }
}

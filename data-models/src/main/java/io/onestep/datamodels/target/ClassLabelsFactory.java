package io.onestep.datamodels.target;

import io.onestep.api.component.ComponentContext;
import io.onestep.api.data.Population;
import io.onestep.api.data.Target;
import io.onestep.api.data.TargetFactory;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.parameter.Parameter;
import io.onestep.api.parameter.Range;
import java.util.List;

/**
 * Labels that tell the component, y | c = labels[c]; by default y | c = 2c - 3 for two components
 * counted from 1 (Demir and Dogan, figure 2a).
 */
public final class ClassLabelsFactory implements TargetFactory<ClassLabelsFactory.Config> {
  private static final List<Double> SIGNS = List.of(-1.0, 1.0);

  /** Creates the factory. */
  public ClassLabelsFactory() {}

  /**
   * The parameters.
   *
   * @param labels a label for each component; empty for -1 and 1
   */
  public record Config(
      @Parameter(
              value = "label of each component; empty: -1 for component 1 and 1 for component 2",
              defaultValue = "[]")
          List<Double> labels) {
    /** Validates that the labels are finite. */
    public Config {
      labels = List.copyOf(labels);
      for (double label : labels) {
        Range.parse("(-inf, inf)").require("labels", label);
      }
    }
  }

  @Override
  public String name() {
    return "class-labels";
  }

  @Override
  public String summary() {
    return "y = labels[c] for inputs of component c, by default -1 and 1";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  /**
   * Returns the target; its {@code draw} refuses a population with another number of components.
   */
  @Override
  public Target create(Config config, ComponentContext context) {
    ClassLabels labelling = new ClassLabels(config.labels().isEmpty() ? SIGNS : config.labels());
    return (population, streams) -> {
      requireOneForEach(population, labelling.labels());
      return labelling;
    };
  }

  private static void requireOneForEach(Population population, List<Double> labels) {
    int components = population.componentCount();
    if (components != labels.size()) {
      throw new InvalidInputException(
          "",
          "target class-labels: the data have "
              + components
              + " components, but the labels are "
              + labels
              + ": needs one for each");
    }
  }
}

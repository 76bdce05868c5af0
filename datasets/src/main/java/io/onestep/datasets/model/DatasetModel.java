package io.onestep.datasets.model;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.DataFile;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.Population;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.BrokenComponentException;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The data model of a data set. Files are read at the first draw, not before. What was read is kept
 * as long as memory allows; to forget it changes no number. Two of the same configuration and sizes
 * are equal, so that points of a sweep that have them share one.
 */
final class DatasetModel implements DataModel {
  private final DatasetModelFactory.Config config;
  private final Sizes sizes;
  private SoftReference<DatasetPopulation> kept = new SoftReference<>(null);

  DatasetModel(DatasetModelFactory.Config config, Sizes sizes) {
    this.config = config;
    this.sizes = sizes;
  }

  @Override
  public Population draw(RandomStreams streams) {
    return population(streams);
  }

  @Override
  public List<DataFile> sources() {
    population(RandomStreams.of(0)); // whatever the random numbers, it can be had
    return placed(
        "#/source",
        () ->
            BrokenComponentException.requireAll(config.source(), "files", config.source().files()));
  }

  /** The population, which without a random step in the pipeline is always the same. */
  private DatasetPopulation population(RandomStreams streams) {
    if (config.pipeline().stream().anyMatch(Preprocessing::isRandom)) {
      return prepare(streams);
    }
    synchronized (this) {
      DatasetPopulation population = kept.get();
      if (population == null) {
        population = prepare(streams);
        kept = new SoftReference<>(population);
      }
      return population;
    }
  }

  private DatasetPopulation prepare(RandomStreams streams) {
    ClassedInputs inputs =
        placed(
            "#/source",
            () ->
                BrokenComponentException.require(config.source(), "load", config.source().load()));
    for (int i = 0; i < config.pipeline().size(); i++) {
      Preprocessing step = config.pipeline().get(i);
      ClassedInputs before = inputs;
      RandomStreams own = streams.child("preprocessing", i);
      inputs =
          placed(
              "#/pipeline/" + i,
              () -> BrokenComponentException.require(step, "apply", step.apply(before, own)));
    }
    if (inputs.dimension() != sizes.n()) {
      throw invalid(
          "",
          "the inputs have dimension %d after preprocessing, so /sizes/n must be %d, not %d"
              .formatted(inputs.dimension(), inputs.dimension(), sizes.n()));
    }
    return new DatasetPopulation(inputs, weights(inputs.classes().size()), config.draw());
  }

  /** Says which part of the configuration is wrong, unless a file is. */
  private static <T> T placed(String part, Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidInputException e) {
      throw e.at(part);
    }
  }

  private double[] weights(int classes) {
    List<Double> given = config.weights();
    double[] weights = new double[classes];
    Arrays.fill(weights, 1.0 / classes);
    if (!given.isEmpty()) {
      if (given.size() != classes) {
        throw invalid(
            "#/weights",
            "there are %d weights for %d classes: needs one for each (or none, for equal weights)"
                .formatted(given.size(), classes));
      }
      double sum = given.stream().mapToDouble(Double::doubleValue).sum();
      Arrays.setAll(weights, c -> given.get(c) / sum);
    }
    return weights;
  }

  private static InvalidInputException invalid(String where, String message) {
    return new InvalidInputException(where, "data model dataset: " + message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DatasetModel model
        && model.config.equals(config)
        && model.sizes.equals(sizes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(config, sizes);
  }
}

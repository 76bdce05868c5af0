package io.onestep.datasets.model;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.random.RandomStreams;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;

/**
 * A data set on its way through preprocessing. Files are read at the first draw, not before. What
 * was prepared is kept as long as memory allows; to forget it changes no number. Two of the same
 * configuration are equal, so that one can do for both.
 */
final class Preparation {
  private final DatasetModelFactory.Config config;
  private SoftReference<DatasetPopulation> kept = new SoftReference<>(null); // guarded by this

  Preparation(DatasetModelFactory.Config config) {
    this.config = config;
  }

  DatasetModelFactory.Config config() {
    return config;
  }

  /** The population, which without a random step in the pipeline is always the same. */
  DatasetPopulation population(RandomStreams streams) {
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
    ClassedInputs inputs = config.source().load();
    for (int step = 0; step < config.pipeline().size(); step++) {
      inputs = config.pipeline().get(step).apply(inputs, streams.child("preprocessing", step));
    }
    return new DatasetPopulation(inputs, weights(inputs.classes().size()), config.draw());
  }

  private double[] weights(int classes) {
    List<Double> given = config.weights();
    double[] weights = new double[classes];
    Arrays.fill(weights, 1.0 / classes);
    if (!given.isEmpty()) {
      if (given.size() != classes) {
        throw new InvalidInputException(
            "",
            "data model dataset: there are %d weights for %d classes: needs one for each"
                    .formatted(given.size(), classes)
                + " (or none, for equal weights)");
      }
      double sum = given.stream().mapToDouble(Double::doubleValue).sum();
      Arrays.setAll(weights, c -> given.get(c) / sum);
    }
    return weights;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preparation preparation && preparation.config.equals(config);
  }

  @Override
  public int hashCode() {
    return config.hashCode();
  }
}

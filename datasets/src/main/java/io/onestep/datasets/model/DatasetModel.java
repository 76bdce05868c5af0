package io.onestep.datasets.model;

import io.onestep.api.data.DataFile;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.Population;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.random.RandomStreams;
import io.onestep.api.setting.Sizes;
import java.util.List;

/** The data model of a data set: what was prepared of it, at the sizes of an experiment. */
record DatasetModel(Preparation preparation, Sizes sizes) implements DataModel {
  @Override
  public Population draw(RandomStreams streams) {
    return population(streams);
  }

  @Override
  public List<DataFile> sources() {
    // Whatever the random numbers, the sizes are the same.
    population(RandomStreams.of(0)).requireRows(List.of(sizes.m1(), sizes.m(), sizes.mTest()));
    return preparation.config().source().files();
  }

  private DatasetPopulation population(RandomStreams streams) {
    DatasetPopulation population = preparation.population(streams);
    int n = population.dimension();
    if (n != sizes.n()) {
      throw new InvalidInputException(
          "",
          "data model dataset: the inputs have dimension %d after preprocessing, so /sizes/n must"
                  .formatted(n)
              + " be %d, not %d".formatted(n, sizes.n()));
    }
    return population;
  }
}

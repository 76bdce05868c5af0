package io.onestep.datamodels.target;

import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.random.RandomStream;
import io.onestep.datamodels.mixture.OrthonormalFrame;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How the directions xi_r of a target lie. */
public enum Direction {
  /** Orthogonal to each other, together uniform (Haar). */
  RANDOM {
    @Override
    List<double[]> draw(int count, Population population, RandomStream random) {
      OrthonormalFrame frame = new OrthonormalFrame(population.dimension());
      return Stream.generate(() -> frame.addRandom(random)).limit(count).toList();
    }
  },

  /** The r-th one that of the sum of the components' r-th spikes' directions, sum_c g_{c,r}. */
  ALIGNED {
    @Override
    List<double[]> draw(int count, Population population, RandomStream random) {
      return IntStream.range(0, count).mapToObj(r -> sumOfSpikes(r, population)).toList();
    }
  };

  /** A sum of unit vectors that is as short as this has no direction but that of rounding. */
  private static final double VANISHING = 1e-8;

  /**
   * Draws directions.
   *
   * @param count how many
   * @param population the population of the inputs
   * @param random the randomness
   * @return unit vectors
   * @throws InvalidInputException if the population has no such directions
   */
  abstract List<double[]> draw(int count, Population population, RandomStream random);

  private static double[] sumOfSpikes(int r, Population population) {
    List<MixtureComponent> components = population.components();
    double[] sum = new double[population.dimension()];
    for (int c = 0; c < components.size(); c++) {
      if (!(components.get(c).covariance() instanceof SpikedCovariance covariance)
          || covariance.spikes().size() <= r) {
        throw notAligned(r, "component " + (c + 1) + " has none");
      }
      double[] g = covariance.spikes().get(r).direction();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += g[i];
      }
    }
    double norm = Math.sqrt(Arrays.stream(sum).map(g -> g * g).sum());
    if (norm < VANISHING) {
      throw notAligned(r, "they sum to zero");
    }
    return Arrays.stream(sum).map(g -> g / norm).toArray();
  }

  private static InvalidInputException notAligned(int r, String reason) {
    return new InvalidInputException(
        "",
        "a target whose direction "
            + (r + 1)
            + " is \"aligned\" needs the direction of a spike "
            + (r + 1)
            + " of each component, but "
            + reason
            + "; \"random\" needs none");
  }
}

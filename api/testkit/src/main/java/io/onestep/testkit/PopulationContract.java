package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every population keeps to: its samples are those that its components promise. */
public abstract class PopulationContract {
  /** Probability of a false alarm at this many standard errors: 6e-7 for each comparison. */
  private static final double STANDARD_ERRORS = 5;

  private static final int DIRECTIONS = 5;

  private static final RandomStreams STREAMS = RandomStreams.of(20250301);

  /** Creates the contract. */
  protected PopulationContract() {}

  /**
   * Returns the population under test.
   *
   * @return always the same population
   */
  protected abstract Population population();

  /**
   * Returns how many rows the moments are estimated from.
   *
   * @return 4000, if not overridden; fewer for a small finite population
   */
  protected int rows() {
    return 4000;
  }

  @Test
  final void componentsHaveOneDimensionAndWeightsThatSumToOne() {
    Population population = population();
    assertThat(population.components()).isNotEmpty();
    assertThat(population.components())
        .allSatisfy(c -> assertThat(c.mean()).hasSize(population.dimension()));
    double sum = population.components().stream().mapToDouble(MixtureComponent::weight).sum();
    assertThat(sum).isBetween(1 - 1e-12, 1 + 1e-12);
  }

  /** What a population may know without its components agrees with them. */
  @Test
  final void countDimensionAndTraceAreThoseOfTheComponents() {
    Population population = population();
    List<MixtureComponent> components = population.components();
    assertThat(population.componentCount()).isEqualTo(components.size());
    assertThat(population.dimension()).isEqualTo(components.get(0).covariance().dimension());
    double trace = components.stream().mapToDouble(c -> c.weight() * c.covariance().trace()).sum();
    assertThat(population.trace()).isCloseTo(trace, withinPercentage(1e-8)); // rounding
  }

  @Test
  final void setsHaveTheSizesAskedFor() {
    Population population = population();
    List<Integer> sizes = List.of(7, 0, 3, 1);
    List<Inputs> sets = population.sample(sizes, STREAMS);
    assertThat(sets).extracting(set -> set.x().rows()).isEqualTo(sizes);
    assertThat(sets)
        .allSatisfy(set -> assertThat(set.x().columns()).isEqualTo(population.dimension()))
        .allSatisfy(set -> assertThat(set.component()).hasSize(set.x().rows()))
        .allSatisfy(
            set ->
                assertThat(Arrays.stream(set.component()))
                    .allMatch(c -> c >= 0 && c < population.components().size()));
    assertThat(population.sample(List.of(), STREAMS)).isEmpty();
  }

  @Test
  final void equalStreamsGiveEqualSamples() {
    Population population = population();
    Inputs once = population.sample(List.of(3, 20), STREAMS).get(1);
    Inputs again = population.sample(List.of(3, 20), STREAMS).get(1);
    assertThat(elements(again.x())).containsExactly(elements(once.x()));
    assertThat(again.component()).containsExactly(once.component());
  }

  /** Whatever the room holds, and though names are used again. */
  @Test
  final void samplesInARoomAreTheSame() {
    List<Inputs> sets = population().sample(List.of(3, 20, 5), STREAMS);
    List<Inputs> inRoom = population().sample(List.of(3, 20, 5), STREAMS, new UsedRoom());
    for (int s = 0; s < sets.size(); s++) {
      assertThat(elements(inRoom.get(s).x())).containsExactly(elements(sets.get(s).x()));
      assertThat(inRoom.get(s).component()).containsExactly(sets.get(s).component());
    }
  }

  @Test
  final void differentSetsAndDifferentStreamsDiffer() {
    Population population = population();
    List<Inputs> sets = population.sample(List.of(20, 20), STREAMS);
    Inputs other = population.sample(List.of(20, 20), STREAMS.child("other", 1)).get(0);
    assertThat(elements(sets.get(1).x())).isNotEqualTo(elements(sets.get(0).x()));
    assertThat(elements(other.x())).isNotEqualTo(elements(sets.get(0).x()));
  }

  /**
   * Counts against the weights at 5 standard errors of independent rows (fixed numbers deviate
   * less), and one row a component for the rounding of fixed numbers.
   */
  @Test
  final void componentsHaveTheirShareOfTheRows() {
    List<MixtureComponent> components = population().components();
    int[] component = population().sample(List.of(rows()), STREAMS).get(0).component();
    for (int c = 0; c < components.size(); c++) {
      double weight = components.get(c).weight();
      double deviation = Math.abs(rowsOf(component, c).length - weight * rows());
      double standardError = Math.sqrt(rows() * weight * (1 - weight));
      assertThat(deviation)
          .as("deviation of the number of rows of component %d", c)
          .isLessThanOrEqualTo(STANDARD_ERRORS * standardError + components.size());
    }
  }

  /**
   * Means and variances of v^T x in random directions v against v^T mu and v^T Sigma v, with the
   * standard errors estimated from the second and fourth moments of the sample.
   */
  @Test
  final void momentsAreThoseOfTheComponents() {
    Population population = population();
    Inputs inputs = population.sample(List.of(rows()), STREAMS).get(0);
    RandomStream random = STREAMS.stream("directions");
    int comparisons = 0;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      double[] v = random.gaussians(population.dimension());
      for (int c = 0; c < population.components().size(); c++) {
        int[] rows = rowsOf(inputs.component(), c);
        if (rows.length >= 100) { // fewer rows give no usable standard error
          double[] projections = new double[rows.length];
          for (int i = 0; i < rows.length; i++) {
            projections[i] = dot(v, inputs.x().row(rows[i]));
          }
          MixtureComponent component = population.components().get(c);
          double[] sigmaV = component.covariance().multiply(v);
          checkMoments(projections, dot(v, component.mean()), dot(v, sigmaV), "component " + c);
          comparisons++;
        }
      }
    }
    assertThat(comparisons).as("components with enough rows, times directions").isPositive();
  }

  private static void checkMoments(double[] sample, double mean, double variance, String what) {
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    for (double value : sample) {
      double square = (value - mean) * (value - mean);
      sum += value;
      squares += square;
      fourths += square * square;
    }
    int m = sample.length;
    // The moments are taken about the promised mean, which needs no correction for a fitted one.
    double sampleVariance = squares / m;
    double errorOfMean = Math.sqrt(sampleVariance / m);
    double errorOfVariance = Math.sqrt((fourths / m - sampleVariance * sampleVariance) / m);
    assertThat(Math.abs(sum / m - mean))
        .as("deviation of the mean along a direction, %s", what)
        .isLessThanOrEqualTo(STANDARD_ERRORS * errorOfMean);
    assertThat(Math.abs(sampleVariance - variance))
        .as("deviation of the variance along a direction, %s", what)
        .isLessThanOrEqualTo(STANDARD_ERRORS * errorOfVariance);
  }

  private static int[] rowsOf(int[] component, int c) {
    return IntStream.range(0, component.length).filter(row -> component[row] == c).toArray();
  }

  private static double[] elements(Matrix x) {
    return Arrays.copyOfRange(x.data(), x.offset(), x.offset() + x.size());
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

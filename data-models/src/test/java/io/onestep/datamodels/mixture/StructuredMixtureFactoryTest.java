package io.onestep.datamodels.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.DataModel;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.mixture.StructuredMixtureFactory.Config;
import io.onestep.datamodels.mixture.StructuredMixtureFactory.Spikes;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DataModelContract;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredMixtureFactoryTest {
  private static final int N = 40;
  private static final OptionalDouble ABSENT = OptionalDouble.empty();

  private static Config config(int rank, OptionalDouble alignment) {
    return new Config(0.5, rank, ABSENT, Spikes.EQUAL, alignment, Allocation.STRATIFIED);
  }

  private static Population draw(Config config, int n, long seed) {
    return new StructuredMixtureFactory().create(config, Point.of(n)).draw(RandomStreams.of(seed));
  }

  private static List<Spike> spikes(Population population, int component) {
    MixtureComponent c = population.components().get(component);
    return ((SpikedCovariance) c.covariance()).spikes();
  }

  private static double[] direction(Population population, int component, int spike) {
    return spikes(population, component).get(spike).direction();
  }

  @Nested
  class Drawn extends DataModelContract {
    @Override
    protected DataModel dataModel() {
      Config config =
          new Config(
              0.3, 2, ABSENT, Spikes.UNIFORM, OptionalDouble.of(0.5), Allocation.MULTINOMIAL);
      return new StructuredMixtureFactory().create(config, Point.of(N));
    }
  }

  @Nested
  class Factory extends ComponentFactoryContract<Config, DataModel> {
    @Override
    protected ComponentFactory<Config, DataModel> factory() {
      return new StructuredMixtureFactory();
    }

    @Override
    protected Config config() {
      return StructuredMixtureFactoryTest.config(2, ABSENT);
    }
  }

  @Test
  void componentsAreThoseOfThePaper() {
    Config config = new Config(0.3, 3, ABSENT, Spikes.EQUAL, ABSENT, Allocation.STRATIFIED);
    Population population = draw(config, N, 1);
    assertThat(population.components())
        .extracting(MixtureComponent::weight)
        .containsExactly(.3, .7);
    for (int c = 0; c < 2; c++) {
      assertThat(population.components().get(c).mean()).hasSize(N).containsOnly(0);
      SpikedCovariance covariance = (SpikedCovariance) population.components().get(c).covariance();
      assertThat(covariance.bulk()).isEqualTo(1);
      assertThat(covariance.spikes())
          .hasSize(3)
          .allSatisfy(
              spike ->
                  assertThat(spike.theta())
                      .isCloseTo(
                          Math.exp(Math.log(N) * Point.BETA * (1 - Point.ALPHA)), within(1e-12)));
    }
  }

  @Test
  void givenSpreadReplacesTheScaling() {
    Config config =
        new Config(0.5, 2, OptionalDouble.of(7), Spikes.EQUAL, ABSENT, Allocation.STRATIFIED);
    Population population = draw(config, N, 1);
    assertThat(spikes(population, 0)).extracting(Spike::theta).containsExactly(7.0, 7.0);
    assertThat(spikes(population, 1)).extracting(Spike::theta).containsExactly(7.0, 7.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -0.8, 0, 1e-9, 0.5, 0.999999, 1})
  void alignmentIsExact(double cosine) {
    Population population = draw(config(4, OptionalDouble.of(cosine)), N, 2);
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double[] g1 = direction(population, 0, i);
        double unit = i == j ? 1 : 0;
        assertThat(Vectors.dot(g1, direction(population, 0, j))).isCloseTo(unit, within(1e-12));
        assertThat(Vectors.dot(direction(population, 1, i), direction(population, 1, j)))
            .isCloseTo(unit, within(1e-12));
        assertThat(Vectors.dot(g1, direction(population, 1, j)))
            .isCloseTo(cosine * unit, within(1e-12));
      }
    }
  }

  @Test
  void allDirectionsOfTheSpaceCanBeSpikes() {
    Population full = draw(config(6, ABSENT), 6, 1);
    Population opposite = draw(config(6, OptionalDouble.of(-1)), 6, 1);
    Population half = draw(config(3, OptionalDouble.of(0.5)), 6, 1);
    for (Population population : List.of(full, opposite, half)) {
      int rank = spikes(population, 0).size();
      for (int i = 0; i < rank; i++) {
        for (int j = 0; j < i; j++) {
          assertThat(Vectors.dot(direction(population, 1, i), direction(population, 1, j)))
              .isCloseTo(0, within(1e-12));
        }
      }
    }
  }

  /**
   * Closed form: a coordinate g of a uniform unit vector has E g^2 = 1/n, Var g^2 =
   * 2(n-1)/(n^2(n+2)).
   */
  @Test
  void directionsAreUniformAndIndependent() {
    int n = 5;
    int draws = 4000;
    double firstSpike = 0;
    double secondSpike = 0;
    double cosine = 0;
    for (int seed = 0; seed < draws; seed++) {
      Population population = draw(config(2, ABSENT), n, seed);
      firstSpike += Math.pow(direction(population, 0, 0)[3], 2);
      secondSpike += Math.pow(direction(population, 0, 1)[3], 2);
      cosine += Math.pow(Vectors.dot(direction(population, 0, 0), direction(population, 1, 0)), 2);
    }
    double standardError = Math.sqrt(2.0 * (n - 1) / (n * n * (n + 2)) / draws);
    assertThat(firstSpike / draws).isCloseTo(0.2, within(5 * standardError));
    assertThat(secondSpike / draws).isCloseTo(0.2, within(5 * standardError));
    assertThat(cosine / draws).isCloseTo(0.2, within(5 * standardError));
  }

  @Test
  void uniformSpikesVaryWithinThetaAndHaveEqualSums() {
    Config config =
        new Config(0.5, 10, OptionalDouble.of(3), Spikes.UNIFORM, ABSENT, Allocation.STRATIFIED);
    Population population = draw(config, N, 3);
    double[] first = spikes(population, 0).stream().mapToDouble(Spike::theta).toArray();
    double[] second = spikes(population, 1).stream().mapToDouble(Spike::theta).toArray();
    assertThat(first).doesNotHaveDuplicates();
    assertThat(Arrays.stream(first)).allMatch(theta -> theta > 0 && theta < 3);
    assertThat(second).doesNotHaveDuplicates().isNotEqualTo(first);
    assertThat(Arrays.stream(second).sum()).isCloseTo(Arrays.stream(first).sum(), within(1e-12));
  }

  /** U(0, 1) has mean 1/2 and variance 1/12. */
  @Test
  void uniformSpikesHaveTheUniformMean() {
    double sum = 0;
    for (int seed = 0; seed < 500; seed++) {
      Config config =
          new Config(0.5, 4, OptionalDouble.of(1), Spikes.UNIFORM, ABSENT, Allocation.STRATIFIED);
      sum += spikes(draw(config, N, seed), 0).stream().mapToDouble(Spike::theta).sum();
    }
    assertThat(sum / 2000).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / 2000)));
  }

  @Test
  void changingAParameterRedrawsNothingElse() {
    Population base = draw(config(2, ABSENT), N, 5);
    Population aligned = draw(config(2, OptionalDouble.of(0.5)), N, 5);
    Population larger = draw(config(3, ABSENT), N, 5);
    Population uniform =
        draw(new Config(0.1, 2, ABSENT, Spikes.UNIFORM, ABSENT, Allocation.MULTINOMIAL), N, 5);
    for (int i = 0; i < 2; i++) {
      double[] g = direction(base, 0, i);
      assertThat(direction(aligned, 0, i)).containsExactly(g);
      assertThat(direction(larger, 0, i)).containsExactly(g);
      assertThat(direction(uniform, 0, i)).containsExactly(g);
      assertThat(direction(larger, 1, i)).containsExactly(direction(base, 1, i));
    }
  }

  @Test
  void anotherSeedGivesAnotherPopulation() {
    assertThat(direction(draw(config(1, ABSENT), N, 1), 0, 0))
        .isNotEqualTo(direction(draw(config(1, ABSENT), N, 2), 0, 0));
  }

  @Test
  void rankZeroIsIsotropic() {
    Population population = draw(config(0, OptionalDouble.of(0.5)), N, 1);
    assertThat(spikes(population, 0)).isEmpty();
    assertThat(spikes(population, 1)).isEmpty();
    assertThat(population.trace()).isEqualTo(N);
  }

  @Test
  void rankThatDoesNotFitIsRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> draw(config(41, ABSENT), N, 1))
        .withMessage("rank is 41 but must be at most n = 40")
        .returns("rank", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> draw(config(21, OptionalDouble.of(0.5)), N, 1))
        .returns("rank", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> config(-1, ABSENT))
        .returns("rank", InvalidValueException::parameter);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> config(1, OptionalDouble.of(1.01)))
        .returns("alignment", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(1.5, 1, ABSENT, Spikes.EQUAL, ABSENT, Allocation.STRATIFIED))
        .returns("rho", InvalidValueException::parameter);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                new Config(
                    0.5, 1, OptionalDouble.of(-1), Spikes.EQUAL, ABSENT, Allocation.STRATIFIED))
        .returns("spread", InvalidValueException::parameter);
  }
}

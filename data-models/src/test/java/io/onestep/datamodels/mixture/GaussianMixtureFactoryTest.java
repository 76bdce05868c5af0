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
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.ComponentConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.Config;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.MeanConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.SpikeConfig;
import io.onestep.datamodels.mixture.GaussianMixtureFactory.SpikeReference;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.DataModelContract;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GaussianMixtureFactoryTest {
  private static final SpikeConfig RANDOM = random(OptionalDouble.empty());

  private static SpikeConfig random(OptionalDouble theta) {
    return new SpikeConfig(theta, List.of(), Optional.empty(), 1);
  }

  private static SpikeConfig given(Double... vector) {
    return new SpikeConfig(OptionalDouble.of(2), List.of(vector), Optional.empty(), 1);
  }

  private static SpikeConfig aligned(int component, int spike, double cosine) {
    return new SpikeConfig(
        OptionalDouble.of(3), List.of(), Optional.of(new SpikeReference(component, spike)), cosine);
  }

  private static ComponentConfig component(SpikeConfig... spikes) {
    return new ComponentConfig(1, Optional.empty(), 1, List.of(spikes));
  }

  private static ComponentConfig component(MeanConfig mean, SpikeConfig... spikes) {
    return new ComponentConfig(1, Optional.of(mean), 1, List.of(spikes));
  }

  private static MeanConfig along(int component, int spike, double coefficient) {
    return new MeanConfig(
        List.of(), Optional.of(new SpikeReference(component, spike)), coefficient);
  }

  private static Population draw(int n, ComponentConfig... components) {
    return new GaussianMixtureFactory()
        .create(new Config(List.of(components), Allocation.STRATIFIED), Point.of(n))
        .draw(RandomStreams.of(4));
  }

  private static SpikedCovariance covariance(Population population, int component) {
    return (SpikedCovariance) population.components().get(component - 1).covariance();
  }

  /** Component and spike from 1, as in specs. */
  private static double[] direction(Population population, int component, int spike) {
    return covariance(population, component).spikes().get(spike - 1).direction();
  }

  private static double cosine(Population population, int c1, int s1, int c2, int s2) {
    return Vectors.dot(direction(population, c1, s1), direction(population, c2, s2));
  }

  @Nested
  class Drawn extends DataModelContract {
    @Override
    protected DataModel dataModel() {
      return new GaussianMixtureFactory().create(ofAllKinds(), Point.of(12));
    }
  }

  @Nested
  class Factory extends ComponentFactoryContract<Config, DataModel> {
    @Override
    protected ComponentFactory<Config, DataModel> factory() {
      return new GaussianMixtureFactory();
    }

    @Override
    protected Config config() {
      return ofAllKinds();
    }
  }

  private static Config ofAllKinds() {
    ComponentConfig random =
        new ComponentConfig(
            3, Optional.of(new MeanConfig(List.of(), Optional.empty(), 4)), 0.5, List.of(RANDOM));
    return new Config(
        List.of(random, component(along(1, 1, -2), aligned(1, 1, 0.7), RANDOM), component()),
        Allocation.STRATIFIED);
  }

  @Test
  void oneComponentWithoutSpikesIsIsotropic() {
    Population population = draw(5, component());
    assertThat(population.components()).hasSize(1);
    MixtureComponent component = population.components().get(0);
    assertThat(component.weight()).isEqualTo(1);
    assertThat(component.mean()).containsExactly(0, 0, 0, 0, 0);
    assertThat(covariance(population, 1)).isEqualTo(new SpikedCovariance(5, 1, List.of()));
  }

  @Test
  void weightsAreRelative() {
    Population population =
        draw(
            3,
            new ComponentConfig(2, Optional.empty(), 1, List.of()),
            new ComponentConfig(6, Optional.empty(), 1, List.of()),
            new ComponentConfig(0, Optional.empty(), 1, List.of()));
    assertThat(population.components())
        .extracting(MixtureComponent::weight)
        .containsExactly(0.25, 0.75, 0.0);
  }

  @Test
  void bulkAndStrengthsAreTheGivenOrThoseOfTheScaling() {
    ComponentConfig config =
        new ComponentConfig(
            1, Optional.empty(), 0.3, List.of(random(OptionalDouble.of(7)), RANDOM));
    SpikedCovariance covariance = covariance(draw(50, config), 1);
    assertThat(covariance.bulk()).isEqualTo(0.3);
    assertThat(covariance.spikes()).extracting(Spike::theta).first().isEqualTo(7.0);
    assertThat(covariance.spikes().get(1).theta())
        .isCloseTo(Math.exp(Math.log(50) * Point.BETA * (1 - Point.ALPHA)), within(1e-12));
  }

  /** The paper's alignment as a special case: g_{1,i}^T g_{2,j} = a_i delta_ij. */
  @Test
  void alignedSpikesMeetTheirOwnPartnersOnly() {
    double[] cosines = {0.5, -0.9, 1, 0};
    Population population =
        draw(
            20,
            component(RANDOM, RANDOM, RANDOM, RANDOM),
            component(
                aligned(1, 1, cosines[0]),
                aligned(1, 2, cosines[1]),
                aligned(1, 3, cosines[2]),
                aligned(1, 4, cosines[3])));
    for (int i = 1; i <= 4; i++) {
      for (int j = 1; j <= 4; j++) {
        double unit = i == j ? 1 : 0;
        assertThat(cosine(population, 2, i, 2, j)).isCloseTo(unit, within(1e-12));
        assertThat(cosine(population, 1, i, 2, j)).isCloseTo(unit * cosines[j - 1], within(1e-12));
      }
    }
  }

  /** The spikes of components 1 and 2 are not orthogonal, yet those of component 3 have to be. */
  @Test
  void spikesAlignedWithDifferentComponentsHaveExactCosines() {
    Population population =
        draw(
            20,
            component(RANDOM),
            component(aligned(1, 1, 0.6)),
            component(RANDOM, aligned(1, 1, 0.3), given(first(20)), aligned(2, 1, -0.7)));
    assertThat(cosine(population, 1, 1, 2, 1)).isCloseTo(0.6, within(1e-12));
    assertThat(cosine(population, 1, 1, 3, 2)).isCloseTo(0.3, within(1e-12));
    assertThat(cosine(population, 2, 1, 3, 4)).isCloseTo(-0.7, within(1e-12));
    for (int i = 1; i <= 4; i++) {
      for (int j = 1; j < i; j++) {
        assertThat(cosine(population, 3, i, 3, j)).isCloseTo(0, within(1e-12));
      }
    }
  }

  private static Double[] first(int n) {
    Double[] vector = new Double[n];
    Arrays.fill(vector, 0.0);
    vector[0] = 5.0;
    return vector;
  }

  @Test
  void alignmentWithCosineOneIsTheSameDirection() {
    Population population = draw(20, component(RANDOM), component(aligned(1, 1, -1)));
    assertThat(direction(population, 2, 1))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(Vectors.multiple(-1, direction(population, 1, 1)));
  }

  @Test
  void givenVectorsGiveDirections() {
    Population population = draw(3, component(given(3.0, 0.0, -4.0), given(0.0, -2.0, 0.0)));
    assertThat(direction(population, 1, 1))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.6, 0, -0.8);
    assertThat(direction(population, 1, 2)).containsExactly(0, -1, 0);
  }

  @Test
  void randomSpikesAreOrthogonalToAllOthers() {
    Population population = draw(3, component(RANDOM, given(1.0, 2.0, 2.0), RANDOM));
    for (int i = 1; i <= 3; i++) {
      for (int j = 1; j < i; j++) {
        assertThat(cosine(population, 1, i, 1, j)).isCloseTo(0, within(1e-12));
      }
    }
  }

  @Test
  void meansAreGivenRandomOrAlongASpike() {
    Population population =
        draw(
            3,
            component(new MeanConfig(List.of(1.0, -2.0, 0.5), Optional.empty(), 2)),
            component(new MeanConfig(List.of(), Optional.empty(), 2.5)),
            component(along(4, 1, -3)),
            component(given(0.0, 3.0, 4.0)));
    List<MixtureComponent> components = population.components();
    assertThat(components.get(0).mean()).containsExactly(2, -4, 1);
    assertThat(Vectors.norm(components.get(1).mean())).isCloseTo(2.5, within(1e-14));
    assertThat(components.get(2).mean())
        .usingComparatorWithPrecision(1e-14)
        .containsExactly(0, -1.8, -2.4);
    assertThat(components.get(3).mean()).containsExactly(0, 0, 0);
  }

  @Test
  void furtherComponentOrSpikeRedrawsNoOther() {
    MeanConfig mean = new MeanConfig(List.of(), Optional.empty(), 1);
    Population base = draw(9, component(mean, RANDOM), component(aligned(1, 1, 0.5)));
    Population more =
        draw(
            9,
            component(mean, RANDOM, RANDOM),
            component(aligned(1, 1, 0.5), RANDOM),
            component(mean, RANDOM));
    assertThat(direction(more, 1, 1)).containsExactly(direction(base, 1, 1));
    assertThat(direction(more, 2, 1)).containsExactly(direction(base, 2, 1));
    assertThat(more.components().get(0).mean()).containsExactly(base.components().get(0).mean());
    assertThat(direction(more, 3, 1)).isNotEqualTo(direction(more, 1, 1));
    assertThat(more.components().get(2).mean()).isNotEqualTo(more.components().get(0).mean());
  }

  /** Both cosines with one vector: the sum of squares 0.8^2 + 0.7^2 exceeds 1 (Bessel). */
  @Test
  void cosinesThatLeaveNoOrthogonalDirectionsAreRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () -> draw(9, component(RANDOM), component(aligned(1, 1, 0.8), aligned(1, 1, 0.7))))
        .withMessageContaining("spike 2 of component 2 cannot have the cosine 0.7")
        .withMessageContaining("at most 0.6");
    Population possible =
        draw(9, component(RANDOM), component(aligned(1, 1, 0.8), aligned(1, 1, 0.6)));
    assertThat(cosine(possible, 1, 1, 2, 2)).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void tooManyDirectionsForTheDimensionAreRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(
            () ->
                draw(
                    3,
                    component(RANDOM, RANDOM),
                    component(aligned(1, 1, 0.5), aligned(1, 2, 0.5))))
        .withMessageContaining("no further direction in 3 dimensions");
    assertRefused("components", () -> draw(1, component(RANDOM, RANDOM)));
  }

  @Test
  void referencesLeadToSpikesOfEarlierComponents() {
    assertRefused("components", () -> draw(9, component(aligned(1, 1, 0.5))));
    assertRefused("components", () -> draw(9, component(aligned(2, 1, 0.5)), component(RANDOM)));
    assertRefused("components", () -> draw(9, component(RANDOM), component(aligned(1, 2, 0.5))));
    assertRefused("components", () -> draw(9, component(along(1, 1, 1))));
    assertRefused("components", () -> draw(9, component(along(2, 1, 1))));
    assertRefused("component", () -> new SpikeReference(0, 1));
    assertRefused("spike", () -> new SpikeReference(1, 0));
  }

  @Test
  void wrongValuesAreRefused() {
    assertRefused("components", () -> draw(9));
    assertRefused(
        "components", () -> draw(9, new ComponentConfig(0, Optional.empty(), 1, List.of())));
    assertRefused("weight", () -> new ComponentConfig(-1, Optional.empty(), 1, List.of()));
    assertRefused("bulk", () -> new ComponentConfig(1, Optional.empty(), 0, List.of()));
    assertRefused("spikes", () -> component(given(1.0, 0.0), given(1.0, 1.0)));
    assertRefused("spikes", () -> component(given(1.0, 0.0), given(0.0, 1.0, 0.0)));
    assertRefused("components", () -> draw(9, component(given(1.0, 0.0))));
    assertRefused("vector", () -> given(0.0, 0.0));
    assertRefused("vector", () -> given(1.0, Double.NaN));
    assertRefused("theta", () -> random(OptionalDouble.of(-1)));
    assertRefused("cosine", () -> aligned(1, 1, 1.1));
    SpikeReference spike = new SpikeReference(1, 1);
    assertRefused("along", () -> new MeanConfig(List.of(1.0), Optional.of(spike), 1));
    assertRefused(
        "alignedWith",
        () -> new SpikeConfig(OptionalDouble.empty(), List.of(1.0), Optional.of(spike), 1));
  }

  private static void assertRefused(String parameter, ThrowingCallable action) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(action)
        .returns(parameter, InvalidValueException::parameter);
  }
}

package io.onestep.datamodels.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.api.random.RandomStreams;
import io.onestep.datamodels.Point;
import io.onestep.datamodels.mixture.Allocation;
import io.onestep.datamodels.mixture.GaussianMixture;
import io.onestep.datamodels.target.ClassLabelsFactory.Config;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLabelsFactoryTest {
  private static final RandomStreams STREAMS = RandomStreams.of(8);

  private static Labelling draw(List<Double> labels, int components) {
    MixtureComponent component =
        new MixtureComponent(
            1.0 / components, new double[2], new SpikedCovariance(2, 1, List.of()));
    Population population =
        new GaussianMixture(Collections.nCopies(components, component), Allocation.STRATIFIED);
    return new ClassLabelsFactory()
        .create(new Config(labels), Point.of(2))
        .draw(population, STREAMS);
  }

  private static double[] label(Labelling labelling, int... component) {
    return labelling.label(
        new Inputs(Matrix.zeros(component.length, 2), component), STREAMS.stream("noise"));
  }

  /** 2c - 3 for c = 1, 2. */
  @Test
  void twoComponentsHaveSignsByDefault() {
    assertThat(label(draw(List.of(), 2), 0, 1, 1, 0)).containsExactly(-1, 1, 1, -1);
  }

  @Test
  void eachComponentHasItsLabel() {
    assertThat(label(draw(List.of(0.5, -2.0, 7.0), 3), 2, 0, 1)).containsExactly(7, 0.5, -2);
  }

  @Test
  void numberOfLabelsMustFit() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> draw(List.of(), 3))
        .withMessageContaining("3 components, but the labels are [-1.0, 1.0]");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> draw(List.of(1.0), 2))
        .withMessageContaining("2 components");
  }

  @Test
  void labelsAreFinite() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(List.of(1.0, Double.NaN)))
        .returns("labels", InvalidValueException::parameter);
  }
}

package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.InputClass;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.random.RandomStream;
import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every preprocessing step keeps to. */
public abstract class PreprocessingContract {
  private static final RandomStreams STREAMS = RandomStreams.of(31);

  /** Creates the contract. */
  protected PreprocessingContract() {}

  /**
   * Returns the step under test.
   *
   * @return the step
   */
  protected abstract Preprocessing preprocessing();

  /**
   * Returns inputs that the step can be applied to.
   *
   * @return by default two classes of 12 and 15 inputs of dimension 6, with means, without noise
   */
  protected ClassedInputs inputs() {
    return new ClassedInputs(List.of(inputClass("a", 12, 1), inputClass("b", 15, 3)));
  }

  private static InputClass inputClass(String name, int rows, double deviation) {
    Matrix x = Matrix.zeros(rows, 6);
    RandomStream random = STREAMS.stream(name);
    for (int i = 0; i < x.size(); i++) {
      x.data()[i] = deviation * random.nextGaussian() + 0.5;
    }
    return new InputClass(name, x, 0);
  }

  @Test
  final void leavesItsInputsAsTheyAre() {
    ClassedInputs inputs = inputs();
    double[][] before = elements(inputs);
    preprocessing().apply(inputs, STREAMS);
    assertThat(elements(inputs)).isDeepEqualTo(before);
  }

  @Test
  final void givesFiniteInputs() {
    for (double[] x : elements(preprocessing().apply(inputs(), STREAMS))) {
      assertThat(Arrays.stream(x)).allMatch(Double::isFinite);
    }
  }

  @Test
  final void equalStreamsGiveEqualInputs() {
    assertThat(elements(preprocessing().apply(inputs(), STREAMS)))
        .isDeepEqualTo(elements(preprocessing().apply(inputs(), STREAMS)));
  }

  @Test
  final void onlyRandomStepsDependOnTheStreams() {
    double[][] once = elements(preprocessing().apply(inputs(), STREAMS));
    double[][] other = elements(preprocessing().apply(inputs(), STREAMS.child("other", 1)));
    assertThat(Arrays.deepEquals(once, other)).isEqualTo(!preprocessing().isRandom());
  }

  private static double[][] elements(ClassedInputs inputs) {
    return inputs.classes().stream()
        .map(c -> Arrays.copyOfRange(c.x().data(), c.x().offset(), c.x().offset() + c.x().size()))
        .toArray(double[][]::new);
  }
}

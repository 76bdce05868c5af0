package io.onestep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.data.MixtureComponent;
import io.onestep.api.data.Population;
import io.onestep.api.data.Spike;
import io.onestep.api.data.SpikedCovariance;
import io.onestep.api.data.Target;
import io.onestep.api.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

/** What every target keeps to, and every rule for labels that it draws. */
public abstract class TargetContract {
  private static final RandomStreams STREAMS = RandomStreams.of(11);

  private static final int ROWS = 25;

  /** Creates the contract. */
  protected TargetContract() {}

  /**
   * Returns the target under test.
   *
   * @return the target
   */
  protected abstract Target target();

  /**
   * Returns a population whose inputs the target can label.
   *
   * @return by default two components of dimension 6 without means, each with one spike
   */
  protected Population population() {
    return new MomentsOnly(List.of(component(0, 3), component(1, 2)));
  }

  private static MixtureComponent component(int axis, double theta) {
    double[] direction = new double[6];
    direction[axis] = 1;
    return new MixtureComponent(
        0.5, new double[6], new SpikedCovariance(6, 1, List.of(new Spike(theta, direction))));
  }

  /** Two components' moments are all that a target may ask for. */
  private record MomentsOnly(List<MixtureComponent> components) implements Population {
    @Override
    public List<Inputs> sample(List<Integer> sizes, RandomStreams streams) {
      throw new UnsupportedOperationException("a target draws no inputs");
    }
  }

  private static Inputs inputs(Population population) {
    int n = population.dimension();
    int[] component = new int[ROWS];
    Arrays.setAll(component, i -> i % population.componentCount());
    return new Inputs(Matrix.of(ROWS, n, STREAMS.stream("x").gaussians(ROWS * n)), component);
  }

  private static double[] label(Labelling labelling, Inputs inputs) {
    return labelling.label(inputs, STREAMS.stream("noise"));
  }

  @Test
  final void labelsAreFiniteAndOneARow() {
    Population population = population();
    double[] y = label(target().draw(population, STREAMS), inputs(population));
    assertThat(y).hasSize(ROWS);
    assertThat(Arrays.stream(y)).allMatch(Double::isFinite);
  }

  @Test
  final void equalStreamsGiveEqualLabels() {
    Population population = population();
    Target target = target();
    double[] y = label(target.draw(population, STREAMS), inputs(population));
    target.draw(population, STREAMS.child("other", 1)); // leaves nothing behind
    Labelling again = target.draw(population, STREAMS);
    assertThat(label(again, inputs(population))).isEqualTo(y);
    assertThat(label(again, inputs(population))).as("a second time").isEqualTo(y);
  }

  @Test
  final void labellingLeavesInputsAsTheyAre() {
    Population population = population();
    Inputs inputs = inputs(population);
    double[] x = inputs.x().data().clone();
    int[] component = inputs.component().clone();
    label(target().draw(population, STREAMS), inputs);
    assertThat(inputs.x().data()).isEqualTo(x);
    assertThat(inputs.component()).isEqualTo(component);
  }

  @Test
  final void aViewIsLabelledAsItsCopy() {
    Population population = population();
    Inputs inputs = inputs(population);
    Labelling labelling = target().draw(population, STREAMS);
    int[] component = Arrays.copyOfRange(inputs.component(), 4, 9);
    assertThat(label(labelling, new Inputs(inputs.x().rows(4, 9), component)))
        .isEqualTo(label(labelling, new Inputs(inputs.x().rows(4, 9).copy(), component)));
  }

  /**
   * Moving inputs at right angles to all directions changes no label, but for rounding. The basis
   * comes from Hipparchus's singular value decomposition.
   */
  @Test
  final void labelsDependOnInputsThroughTheDirections() {
    Population population = population();
    Labelling labelling = target().draw(population, STREAMS);
    List<double[]> directions = labelling.directions();
    int n = population.dimension();
    assertThat(directions).allSatisfy(xi -> assertThat(xi).hasSize(n));
    if (directions.isEmpty() || directions.size() >= n) {
      return; // nothing is promised
    }
    RealMatrix xi = new Array2DRowRealMatrix(directions.toArray(double[][]::new)).transpose();
    SingularValueDecomposition svd = new SingularValueDecomposition(xi);
    RealMatrix basis = svd.getU().getSubMatrix(0, n - 1, 0, svd.getRank() - 1);
    Inputs inputs = inputs(population);
    Matrix moved = inputs.x().copy();
    for (int i = 0; i < ROWS; i++) {
      RealVector shift = new ArrayRealVector(STREAMS.child("row", i).stream("shift").gaussians(n));
      shift = shift.subtract(basis.operate(basis.preMultiply(shift)));
      for (int j = 0; j < n; j++) {
        moved.set(i, j, moved.get(i, j) + shift.getEntry(j));
      }
    }
    double[] expected = label(labelling, inputs);
    double[] actual = label(labelling, new Inputs(moved, inputs.component()));
    for (int i = 0; i < ROWS; i++) {
      double scale = Math.max(1, Math.abs(expected[i]));
      assertThat(actual[i]).as("label %s", i).isCloseTo(expected[i], within(1e-10 * scale));
    }
  }
}

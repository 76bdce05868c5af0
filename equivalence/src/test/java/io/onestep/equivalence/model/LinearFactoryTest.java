package io.onestep.equivalence.model;

import static io.onestep.equivalence.TestActivation.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.Equivalent;
import io.onestep.testkit.EquivalentContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import org.junit.jupiter.api.Test;

class LinearFactoryTest extends EquivalentContract {
  @Override
  protected Equivalent equivalent() {
    return new LinearFactory().create(new LinearFactory.Config(), Fixtures.context(0.5, 0.74));
  }

  /** ReLU: h_0 + h_1 u / b = b / sqrt(2 pi) + u / 2, h*^2 = b^2 (1/4 - 1/(2 pi)). */
  @Test
  void isTheHermiteModelOfDegree1() {
    double b = Fixtures.SCALE;
    Matrix phi = Matrix.of(1, 2, new double[] {0.8, -3});
    double[] variances =
        equivalent()
            .features(
                Fixtures.network(RELU, 2), Fixtures.population(), new ReferenceLinearAlgebra())
            .average(new Batch(Matrix.zeros(1, Fixtures.DIMENSION), phi), new double[] {0.6, -1.1});
    double mean = b / Math.sqrt(2 * Math.PI);
    assertThat(phi.get(0, 0)).isCloseTo((mean + 0.4) * Math.sqrt(0.5), within(1e-15));
    assertThat(phi.get(0, 1)).isCloseTo((mean - 1.5) * Math.sqrt(0.5), within(1e-15));
    double noise = b * b * (0.25 - 0.5 / Math.PI);
    assertThat(variances[0]).isCloseTo(noise * (0.36 + 1.21) / 2, within(1e-15));
    assertThat(equivalent().label()).isEqualTo("linear");
  }
}

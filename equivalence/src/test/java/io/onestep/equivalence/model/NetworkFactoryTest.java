package io.onestep.equivalence.model;

import static io.onestep.equivalence.TestActivation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.FeatureMap;
import io.onestep.testkit.EquivalentContract;
import io.onestep.testkit.ReferenceLinearAlgebra;
import org.junit.jupiter.api.Test;

class NetworkFactoryTest extends EquivalentContract {
  @Override
  protected Equivalent equivalent() {
    return new NetworkFactory().create(new NetworkFactory.Config(), Fixtures.context(0.5, 0.74));
  }

  @Test
  void featuresAreScaledActivations() {
    FeatureMap features =
        equivalent()
            .features(
                Fixtures.network(TANH, 2), Fixtures.population(), new ReferenceLinearAlgebra());
    Matrix phi = Matrix.of(2, 2, new double[] {0.3, -2, 0, 40});
    double[] variances =
        features.average(new Batch(Matrix.zeros(2, Fixtures.DIMENSION), phi), new double[2]);
    double[] expected = {
      Math.tanh(0.3) * Math.sqrt(0.5), -Math.tanh(2) * Math.sqrt(0.5), 0, Math.sqrt(0.5)
    };
    assertThat(phi.data()).containsExactly(expected, within(1e-15));
    assertThat(variances).containsExactly(0, 0);
    assertThat(equivalent().label()).isEqualTo("network");
  }

  @Test
  void refusesBatchesOfAnotherWidth() {
    FeatureMap features =
        equivalent()
            .features(
                Fixtures.network(TANH, 2), Fixtures.population(), new ReferenceLinearAlgebra());
    Batch batch = new Batch(Matrix.zeros(1, Fixtures.DIMENSION), Matrix.zeros(1, 3));
    assertThatThrownBy(() -> features.draw(batch, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width 2");
    assertThatThrownBy(() -> features.average(batch, new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

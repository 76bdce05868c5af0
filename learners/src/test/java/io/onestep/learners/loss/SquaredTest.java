package io.onestep.learners.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.network.Loss;
import io.onestep.api.network.LossFactory;
import io.onestep.learners.Point;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.LossContract;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SquaredTest extends LossContract {
  private final Loss loss = new SquaredFactory().create(new SquaredFactory.Config(), Point.ANY);

  @Override
  protected Loss loss() {
    return loss;
  }

  @Nested
  class Factory extends ComponentFactoryContract<SquaredFactory.Config, Loss> {
    @Override
    protected ComponentFactory<SquaredFactory.Config, Loss> factory() {
      return new SquaredFactory();
    }

    @Override
    protected SquaredFactory.Config config() {
      return new SquaredFactory.Config();
    }
  }

  @Test
  void isFoundAsAService() {
    List<String> names = new ArrayList<>();
    for (LossFactory<?> factory : ServiceLoader.load(LossFactory.class)) {
      names.add(factory.name());
      assertThat(factory.summary()).isNotBlank();
      assertThat(factory.configType()).isRecord();
    }
    assertThat(names).containsExactly("squared");
  }

  @Test
  void isHalfTheSquaredDifference() {
    assertThat(loss.value(1, 4)).isEqualTo(4.5);
    assertThat(loss.value(4, 1)).isEqualTo(4.5);
    assertThat(loss.value(-2, -2)).isZero();
  }

  /** A central difference of a square is exact; these numbers make it exact in binary too. */
  @Test
  void hasTheDerivativeOfItsValue() {
    double h = 0.125;
    for (double y = -2; y <= 2; y += 0.5) {
      for (double prediction = -2; prediction <= 2; prediction += 0.5) {
        double difference =
            (loss.value(prediction + h, y) - loss.value(prediction - h, y)) / (2 * h);
        assertThat(loss.derivative(prediction, y)).isEqualTo(difference);
      }
    }
  }
}

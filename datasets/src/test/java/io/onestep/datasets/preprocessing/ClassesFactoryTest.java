package io.onestep.datasets.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.onestep.api.data.ClassedInputs;
import io.onestep.api.data.Preprocessing;
import io.onestep.api.error.InvalidInputException;
import io.onestep.api.error.InvalidValueException;
import io.onestep.datasets.Point;
import io.onestep.datasets.preprocessing.ClassesFactory.Config;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.PreprocessingContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClassesFactoryTest extends ComponentFactoryContract<Config, Preprocessing> {
  /** Rounding of sums of a hundred products of order one to ten. */
  private static final double ROUNDING = 1e-11;

  @Override
  protected ClassesFactory factory() {
    return new ClassesFactory();
  }

  @Override
  protected Config config() {
    return new Config(List.of(1, 0), List.of());
  }

  private static ClassedInputs apply(Config config, ClassedInputs inputs) {
    return new ClassesFactory()
        .create(config, Point.of(inputs.dimension()))
        .apply(inputs, Samples.STREAMS);
  }

  @Nested
  class Contract extends PreprocessingContract {
    @Override
    protected Preprocessing preprocessing() {
      return factory().create(config(), context());
    }
  }

  @Test
  void classesAreTakenByNumberOrNameInTheGivenOrder() {
    ClassedInputs inputs = Samples.twoClasses(3);
    assertThat(apply(new Config(List.of(1, 0), List.of()), inputs).classes())
        .containsExactly(inputs.classes().get(1), inputs.classes().get(0));
    assertThat(apply(new Config(List.of(), List.of("b")), inputs).classes())
        .containsExactly(inputs.classes().get(1));
  }

  @Test
  void unknownClassesAreRefusedWithAllThatThereAre() {
    ClassedInputs inputs = Samples.twoClasses(3);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> apply(new Config(List.of(2), List.of()), inputs))
        .withMessage("preprocessing classes: there is no class 2; there are: 0 'a', 1 'b'");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> apply(new Config(List.of(), List.of("c")), inputs))
        .withMessage("preprocessing classes: there is no class 'c'; there are: 0 'a', 1 'b'");
  }

  @Test
  void classesAreGivenOnceAndInOneWay() {
    for (List<Integer> classes : List.of(List.<Integer>of(), List.of(1, 1), List.of(-1))) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> new Config(classes, List.of()))
          .returns("classes", InvalidValueException::parameter);
    }
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(List.of(0), List.of("a")));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Config(List.of(), List.of("a", "a")))
        .returns("names", InvalidValueException::parameter);
  }
}

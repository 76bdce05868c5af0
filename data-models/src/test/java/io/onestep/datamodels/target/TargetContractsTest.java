package io.onestep.datamodels.target;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.data.Target;
import io.onestep.datamodels.Point;
import io.onestep.testkit.ComponentFactoryContract;
import io.onestep.testkit.TargetContract;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;

/** All targets against the test kit's contracts. */
class TargetContractsTest {
  private static final OptionalDouble ABSENT = OptionalDouble.empty();

  private static SingleIndexFactory.Config singleIndex() {
    return new SingleIndexFactory.Config(new Cube(), Direction.RANDOM, ABSENT, 0.1);
  }

  @Nested
  class SingleIndexTarget extends TargetContract {
    @Override
    protected Target target() {
      return new SingleIndexFactory().create(singleIndex(), Point.of(6));
    }
  }

  @Nested
  class SingleIndexTargetFactory
      extends ComponentFactoryContract<SingleIndexFactory.Config, Target> {
    @Override
    protected ComponentFactory<SingleIndexFactory.Config, Target> factory() {
      return new SingleIndexFactory();
    }

    @Override
    protected SingleIndexFactory.Config config() {
      return singleIndex();
    }
  }

  @Nested
  class AlignedSingleIndexTarget extends TargetContract {
    @Override
    protected Target target() {
      return new SingleIndexFactory()
          .create(
              new SingleIndexFactory.Config(new Cube(), Direction.ALIGNED, ABSENT, 0), Point.of(6));
    }
  }

  @Nested
  class MultiIndexTarget extends TargetContract {
    @Override
    protected Target target() {
      return new MultiIndexFactory()
          .create(
              new MultiIndexFactory.Config(
                  List.of(new Cube(), new Cube()),
                  Combination.PRODUCT,
                  Direction.RANDOM,
                  ABSENT,
                  0.2),
              Point.of(6));
    }
  }

  @Nested
  class NarrowTeacherNetworkTarget extends TargetContract {
    @Override
    protected Target target() {
      return new TeacherNetworkFactory()
          .create(
              new TeacherNetworkFactory.Config(
                  3, new Cube(), TeacherNetworkFactory.SecondLayer.NORMAL, ABSENT, 0),
              Point.of(6));
    }
  }

  @Nested
  class ClassLabelsTarget extends TargetContract {
    @Override
    protected Target target() {
      return new ClassLabelsFactory()
          .create(new ClassLabelsFactory.Config(List.of(2.0, -1.0)), Point.of(6));
    }
  }

  @Nested
  class ClassLabelsTargetFactory
      extends ComponentFactoryContract<ClassLabelsFactory.Config, Target> {
    @Override
    protected ComponentFactory<ClassLabelsFactory.Config, Target> factory() {
      return new ClassLabelsFactory();
    }

    @Override
    protected ClassLabelsFactory.Config config() {
      return new ClassLabelsFactory.Config(List.of());
    }
  }
}

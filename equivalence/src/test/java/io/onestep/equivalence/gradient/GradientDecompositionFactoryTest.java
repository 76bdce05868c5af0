package io.onestep.equivalence.gradient;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.observable.Observable;
import io.onestep.testkit.ComponentFactoryContract;

class GradientDecompositionFactoryTest
    extends ComponentFactoryContract<GradientDecompositionFactory.Config, Observable> {
  @Override
  protected ComponentFactory<GradientDecompositionFactory.Config, Observable> factory() {
    return new GradientDecompositionFactory();
  }

  @Override
  protected GradientDecompositionFactory.Config config() {
    return new GradientDecompositionFactory.Config();
  }
}

package io.onestep.equivalence;

import io.onestep.api.component.ComponentFactory;
import io.onestep.api.model.Equivalent;
import io.onestep.api.model.EquivalentFactory;
import io.onestep.equivalence.conditional.ConditionalGaussianFactory;
import io.onestep.equivalence.model.DegreeRule;
import io.onestep.equivalence.model.HermiteFactory;
import io.onestep.equivalence.model.LinearFactory;
import io.onestep.equivalence.model.NetworkFactory;
import io.onestep.testkit.ComponentFactoryContract;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;

/** All factories of equivalents against the test kit's contract. */
class EquivalentFactoriesTest {
  private abstract static class Contract<C extends Record>
      extends ComponentFactoryContract<C, Equivalent> {
    private final EquivalentFactory<C> factory;
    private final C config;

    Contract(EquivalentFactory<C> factory, C config) {
      this.factory = factory;
      this.config = config;
    }

    @Override
    protected ComponentFactory<C, Equivalent> factory() {
      return factory;
    }

    @Override
    protected C config() {
      return config;
    }
  }

  @Nested
  class NetworkContract extends Contract<NetworkFactory.Config> {
    NetworkContract() {
      super(new NetworkFactory(), new NetworkFactory.Config());
    }
  }

  @Nested
  class LinearContract extends Contract<LinearFactory.Config> {
    LinearContract() {
      super(new LinearFactory(), new LinearFactory.Config());
    }
  }

  @Nested
  class HermiteContract extends Contract<HermiteFactory.Config> {
    HermiteContract() {
      super(
          new HermiteFactory(),
          new HermiteFactory.Config(
              OptionalInt.empty(), DegreeRule.SHARPER, 4, OptionalDouble.empty()));
    }
  }

  @Nested
  class ConditionalGaussianContract extends Contract<ConditionalGaussianFactory.Config> {
    ConditionalGaussianContract() {
      super(new ConditionalGaussianFactory(), new ConditionalGaussianFactory.Config());
    }
  }
}

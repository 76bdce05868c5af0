package io.onestep.learners.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.activation.Activation;
import io.onestep.api.activation.ActivationFactory;
import io.onestep.api.component.ComponentFactory;
import io.onestep.api.random.RandomStreams;
import io.onestep.learners.Point;
import io.onestep.testkit.ComponentFactoryContract;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationFactoriesTest {
  private abstract static class Contract<C extends Record>
      extends ComponentFactoryContract<C, Activation> {
    private final ActivationFactory<C> factory;
    private final C config;

    Contract(ActivationFactory<C> factory, C config) {
      this.factory = factory;
      this.config = config;
    }

    @Override
    protected ComponentFactory<C, Activation> factory() {
      return factory;
    }

    @Override
    protected C config() {
      return config;
    }
  }

  @Nested
  class ReluContract extends Contract<ReluFactory.Config> {
    ReluContract() {
      super(new ReluFactory(), new ReluFactory.Config());
    }
  }

  @Nested
  class TanhContract extends Contract<TanhFactory.Config> {
    TanhContract() {
      super(new TanhFactory(), new TanhFactory.Config());
    }
  }

  @Nested
  class SigmoidContract extends Contract<SigmoidFactory.Config> {
    SigmoidContract() {
      super(new SigmoidFactory(), new SigmoidFactory.Config());
    }
  }

  @Nested
  class ErfContract extends Contract<ErfFactory.Config> {
    ErfContract() {
      super(new ErfFactory(), new ErfFactory.Config());
    }
  }

  @Nested
  class GeluContract extends Contract<GeluFactory.Config> {
    GeluContract() {
      super(new GeluFactory(), new GeluFactory.Config());
    }
  }

  @Nested
  class SiluContract extends Contract<SiluFactory.Config> {
    SiluContract() {
      super(new SiluFactory(), new SiluFactory.Config());
    }
  }

  @Nested
  class SoftplusContract extends Contract<SoftplusFactory.Config> {
    SoftplusContract() {
      super(new SoftplusFactory(), new SoftplusFactory.Config());
    }
  }

  @Nested
  class IdentityContract extends Contract<IdentityFactory.Config> {
    IdentityContract() {
      super(new IdentityFactory(), new IdentityFactory.Config());
    }
  }

  @Nested
  class LeakyReluContract extends Contract<LeakyReluFactory.Config> {
    LeakyReluContract() {
      super(new LeakyReluFactory(), new LeakyReluFactory.Config(0.2));
    }
  }

  @Nested
  class HermiteContract extends Contract<HermiteFactory.Config> {
    HermiteContract() {
      super(new HermiteFactory(), new HermiteFactory.Config(List.of(0.0, 1.0)));
    }
  }

  @Nested
  class SignContract extends Contract<SignFactory.Config> {
    SignContract() {
      super(new SignFactory(), new SignFactory.Config());
    }
  }

  @Test
  void allAreFoundAsServices() {
    List<String> names = new ArrayList<>();
    for (ActivationFactory<?> factory : ServiceLoader.load(ActivationFactory.class)) {
      names.add(factory.name());
      assertThat(factory.name()).matches("[a-z][a-z0-9-]*");
      assertThat(factory.summary()).isNotBlank().doesNotEndWith(".");
      assertThat(factory.configType()).isRecord();
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "relu",
            "leaky-relu",
            "tanh",
            "sigmoid",
            "erf",
            "gelu",
            "silu",
            "softplus",
            "identity",
            "hermite",
            "sign");
  }

  static Stream<Activation> all() {
    Point any = Point.ANY;
    return Stream.of(
        new ReluFactory().create(new ReluFactory.Config(), any),
        new LeakyReluFactory().create(new LeakyReluFactory.Config(0.01), any),
        new TanhFactory().create(new TanhFactory.Config(), any),
        new SigmoidFactory().create(new SigmoidFactory.Config(), any),
        new ErfFactory().create(new ErfFactory.Config(), any),
        new GeluFactory().create(new GeluFactory.Config(), any),
        new SiluFactory().create(new SiluFactory.Config(), any),
        new SoftplusFactory().create(new SoftplusFactory.Config(), any),
        new IdentityFactory().create(new IdentityFactory.Config(), any),
        new HermiteFactory().create(new HermiteFactory.Config(List.of(1.0, 2.0, -3.0, 0.5)), any),
        new SignFactory().create(new SignFactory.Config(), any));
  }

  /** Their values are tested by the contract of activations. */
  @Test
  void closedFormsOfPairMoments() {
    assertThat(all().filter(sigma -> sigma.pairMoment().isPresent()).map(Activation::label))
        .containsExactly("relu", "leaky-relu", "erf", "identity", "sign");
  }

  /** Long enough for the loops to be compiled and vectorised on the way. */
  @ParameterizedTest
  @MethodSource("all")
  void compiledBlocksGiveTheBitsOfSingleNumbers(Activation sigma) {
    double[] u = RandomStreams.of(1).stream("u").gaussians(1003);
    u[0] = 0;
    u[1] = -0.0;
    u[2] = Double.POSITIVE_INFINITY;
    u[3] = Double.NEGATIVE_INFINITY;
    u[4] = 1e300;
    u[5] = -1e300;
    u[6] = Double.MIN_VALUE;
    u[7] = -745.2;
    u[8] = -740;
    u[9] = 1e-310;
    u[10] = -38.5;
    u[11] = Double.MAX_VALUE;
    double[] values = new double[u.length];
    double[] derivatives = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      values[i] = sigma.value(u[i]);
      derivatives[i] = sigma.derivative(u[i]);
    }
    for (int repetition = 0; repetition < 300; repetition++) {
      double[] block = u.clone();
      sigma.values(block, 0, u.length);
      assertThat(block).isEqualTo(values);
      block = u.clone();
      sigma.derivatives(block, 0, u.length);
      assertThat(block).isEqualTo(derivatives);
    }
    for (int from = 1; from < 20; from++) {
      double[] block = u.clone();
      sigma.values(block, from, u.length);
      System.arraycopy(u, 0, values, 0, from);
      assertThat(block).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void functionsThatKeepZeroKeepItsSign(Activation sigma) {
    if (sigma.value(0) == 0 && sigma.derivative(0) > 0) {
      assertThat(Double.doubleToRawLongBits(sigma.value(0.0)))
          .isEqualTo(Double.doubleToRawLongBits(0.0));
      assertThat(Double.doubleToRawLongBits(sigma.value(-0.0)))
          .isEqualTo(Double.doubleToRawLongBits(-0.0));
    }
  }
}

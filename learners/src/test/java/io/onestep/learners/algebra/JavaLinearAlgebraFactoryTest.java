package io.onestep.learners.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.testkit.ComponentFactoryContract;
import org.junit.jupiter.api.Test;

class JavaLinearAlgebraFactoryTest
    extends ComponentFactoryContract<JavaLinearAlgebraFactory.Config, LinearAlgebra> {
  @Override
  protected JavaLinearAlgebraFactory factory() {
    return new JavaLinearAlgebraFactory();
  }

  @Override
  protected JavaLinearAlgebraFactory.Config config() {
    return new JavaLinearAlgebraFactory.Config();
  }

  @Test
  void isTheBackendJava() {
    assertThat(factory().name()).isEqualTo("java");
    assertThat(factory().create(config(), context()).description()).startsWith("EJML 0.46.1");
  }
}

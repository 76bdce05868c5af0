package io.onestep.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.testkit.ComponentFactoryContract;
import org.junit.jupiter.api.Test;

class OpenBlasFactoryTest extends ComponentFactoryContract<OpenBlasFactory.Config, LinearAlgebra> {
  @Override
  protected OpenBlasFactory factory() {
    return new OpenBlasFactory();
  }

  @Override
  protected OpenBlasFactory.Config config() {
    return new OpenBlasFactory.Config();
  }

  @Test
  void saysWhichVersionComputes() {
    assertThat(factory().name()).isEqualTo("openblas");
    assertThat(factory().create(config(), context()).description()).startsWith("OpenBLAS 0.3.31");
  }
}

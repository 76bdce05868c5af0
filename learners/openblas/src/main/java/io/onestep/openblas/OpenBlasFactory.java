package io.onestep.openblas;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the backend on OpenBLAS. Nothing native is loaded before the first one is made. */
public final class OpenBlasFactory implements LinearAlgebraFactory<OpenBlasFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory, without loading anything native. */
  public OpenBlasFactory() {}

  @Override
  public String name() {
    return "openblas";
  }

  @Override
  public String summary() {
    return "native BLAS and LAPACK by OpenBLAS, one thread a call";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public int preference() {
    return 100; // the fastest there is, where it works
  }

  @Override
  public LinearAlgebra create(Config config, ComponentContext context) {
    return new OpenBlas(NativeLibrary.load());
  }
}

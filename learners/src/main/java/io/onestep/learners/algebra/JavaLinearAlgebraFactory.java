package io.onestep.learners.algebra;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.LinearAlgebraFactory;
import io.onestep.api.component.ComponentContext;

/** Makes the backend in pure Java. */
public final class JavaLinearAlgebraFactory
    implements LinearAlgebraFactory<JavaLinearAlgebraFactory.Config> {
  /** No parameters. */
  public record Config() {}

  /** Creates the factory. */
  public JavaLinearAlgebraFactory() {}

  @Override
  public String name() {
    return "java";
  }

  @Override
  public String summary() {
    return "pure Java by EJML, works on every platform, one thread a call";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public int preference() {
    return 0; // slower than any native backend, but it works everywhere
  }

  @Override
  public LinearAlgebra create(Config config, ComponentContext context) {
    return new JavaLinearAlgebra();
  }
}

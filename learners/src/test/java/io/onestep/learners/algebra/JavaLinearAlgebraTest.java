package io.onestep.learners.algebra;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.testkit.LinearAlgebraContract;

class JavaLinearAlgebraTest extends LinearAlgebraContract {
  @Override
  protected LinearAlgebra algebra() {
    return new JavaLinearAlgebra();
  }
}

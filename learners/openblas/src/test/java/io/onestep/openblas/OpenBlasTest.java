package io.onestep.openblas;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.testkit.LinearAlgebraContract;

class OpenBlasTest extends LinearAlgebraContract {
  @Override
  protected LinearAlgebra algebra() {
    return new OpenBlas(NativeLibrary.load());
  }
}

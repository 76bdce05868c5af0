package io.onestep.equivalence;

import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.random.RandomStream;
import io.onestep.testkit.ReferenceLinearAlgebra;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Labels y = s(xi^T x) + delta eps. */
public record Projection(double[] xi, DoubleUnaryOperator link, double delta) implements Labelling {
  @Override
  public double[] label(Inputs inputs, RandomStream noise) {
    double[] y = new ReferenceLinearAlgebra().multiply(inputs.x(), xi);
    for (int i = 0; i < y.length; i++) {
      y[i] = link.applyAsDouble(y[i]) + (delta == 0 ? 0 : delta * noise.nextGaussian());
    }
    return y;
  }

  @Override
  public List<double[]> directions() {
    return List.of(xi);
  }
}

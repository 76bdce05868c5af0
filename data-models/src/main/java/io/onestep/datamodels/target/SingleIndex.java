package io.onestep.datamodels.target;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.data.Inputs;
import io.onestep.api.data.Labelling;
import io.onestep.api.network.Activation;
import io.onestep.api.parameter.Range;
import io.onestep.api.random.RandomStream;
import java.util.Objects;

/**
 * Labels of a single-index model: y = s(xi^T x) + delta eps, eps ~ N(0, 1) (Demir and Dogan,
 * section 2).
 *
 * @param xi the direction with its norm, n finite numbers
 * @param activation the link function s
 * @param noise the standard deviation delta of the label noise, at least 0
 */
public record SingleIndex(double[] xi, Activation activation, double noise) implements Labelling {
  /** Validates that xi is finite and the noise not negative. */
  public SingleIndex {
    for (double element : xi) {
      if (!Double.isFinite(element)) {
        throw new IllegalArgumentException("xi has an element " + element);
      }
    }
    Objects.requireNonNull(activation, "activation");
    Range.parse("[0, inf)").require("noise", noise);
  }

  @Override
  public double[] label(Inputs inputs, RandomStream random) {
    Matrix x = inputs.x();
    if (x.columns() != xi.length) {
      throw new IllegalArgumentException("xi of " + xi.length + " numbers for a " + x);
    }
    double[] y = new double[x.rows()];
    for (int i = 0; i < y.length; i++) {
      int offset = x.offset() + i * xi.length;
      for (int j = 0; j < xi.length; j++) {
        y[i] += xi[j] * x.data()[offset + j];
      }
    }
    activation.values(y, 0, y.length);
    if (noise > 0) {
      for (int i = 0; i < y.length; i++) {
        y[i] += noise * random.nextGaussian();
      }
    }
    return y;
  }
}

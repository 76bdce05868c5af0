package io.onestep.equivalence.spike;

import io.onestep.api.activation.Activation;
import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.data.Population;
import io.onestep.api.data.Sample;
import io.onestep.equivalence.quadrature.GaussianQuadrature;

/** The right factor v of the spike u v^T of a gradient. */
public final class LearnedSpike {
  private LearnedSpike() {}

  /**
   * Returns the spike's direction of given samples.
   *
   * @param first the samples of the gradient step, m1
   * @param k the width
   * @param algebra the linear algebra to use
   * @return v = X1^T y1/(m1 sqrt k), n numbers
   */
  public static double[] of(Sample first, int k, LinearAlgebra algebra) {
    double[] v = algebra.transposedMultiply(first.x(), first.y());
    for (int i = 0; i < v.length; i++) {
      v[i] /= first.size() * Math.sqrt(k);
    }
    return v;
  }

  /**
   * Returns c_1 = E[sigma'(b z)], the spike's left factor being c_1 w, at the standard deviation b
   * = sqrt(n/Tr Sigma) of pre-activations apart from the data's spikes.
   *
   * @param activation the activation sigma
   * @param population the population
   * @return c_1
   */
  public static double slope(Activation activation, Population population) {
    double b = Math.sqrt(population.dimension() / population.trace());
    // Not E[z sigma(b z)]/b, to which a jump adds: a gradient does not see jumps.
    return GaussianQuadrature.of(
            GaussianQuadrature.resolution(b), GaussianQuadrature.cuts(0, b, activation.kinks()))
        .expectation(z -> activation.derivative(b * z));
  }
}

package io.onestep.equivalence.structure;

import io.onestep.api.algebra.LinearAlgebra;
import io.onestep.api.algebra.Matrix;
import java.util.Arrays;
import org.hipparchus.random.SobolSequenceGenerator;
import org.hipparchus.special.Erf;

/**
 * The types of neurons: projections tau_i = S f^_i of their weights on the {@link Directions}, and
 * how much of the weights is outside.
 *
 * @param projections tau_i, a neuron a row (N x p)
 * @param restSquares ||f^_i||^2 - ||tau_i||^2
 */
public record NeuronTypes(Matrix projections, double[] restSquares) {
  /** Validates the sizes. */
  public NeuronTypes {
    if (projections.rows() != restSquares.length) {
      throw new IllegalArgumentException(restSquares.length + " neurons for " + projections);
    }
  }

  /**
   * Returns the types of given neurons.
   *
   * @param f the first layer, k x n
   * @param directions the directions
   * @param algebra the linear algebra to use
   * @return k types
   */
  public static NeuronTypes of(Matrix f, Directions directions, LinearAlgebra algebra) {
    Matrix projections = Matrix.zeros(f.rows(), directions.count());
    algebra.multiplyTransposed(1, f, directions.basis(), 0, projections);
    double[] rest = new double[f.rows()];
    int n = f.columns();
    for (int i = 0; i < rest.length; i++) {
      double sum = 0;
      for (int j = f.offset() + i * n; j < f.offset() + (i + 1) * n; j++) {
        sum += f.data()[j] * f.data()[j];
      }
      for (int d = 0; d < directions.count(); d++) {
        sum -= projections.get(i, d) * projections.get(i, d);
      }
      rest[i] = sum;
    }
    return new NeuronTypes(projections, rest);
  }

  /**
   * Returns types that stand for the law of neurons after a rank-one step: tau ~ N(0, I/Tr Sigma)
   * but for the first direction, that of v, whose variance is greater by the step's. Points of
   * Sobol's sequence, mapped to the normal law: nothing is drawn.
   *
   * @param count the number of points, a power of 2
   * @param directions the directions, v first
   * @param step the standard deviation of the step's part of f^_i along v, at least 0
   * @return the types, all of one weight
   */
  public static NeuronTypes average(int count, Directions directions, double step) {
    int p = directions.count();
    Matrix projections = Matrix.zeros(count, p);
    SobolSequenceGenerator points = new SobolSequenceGenerator(Math.max(1, p));
    double variance = 1 / directions.trace();
    double[] quantiles = quantiles(count);
    for (int i = 0; i < count; i++) {
      double[] u = points.nextVector();
      for (int d = 0; d < p; d++) {
        double z = quantiles[(int) (u[d] * count)]; // coordinates are multiples of 1/count
        projections.set(i, d, z * Math.sqrt(variance + (d == 0 ? step * step : 0)));
      }
    }
    double[] rest = new double[count];
    Arrays.fill(rest, directions.rest() * variance);
    return new NeuronTypes(projections, rest);
  }

  /**
   * Returns quantiles of N(0, 1).
   *
   * @param count how many, even or 1
   * @return those at 1/2 of a count-th, at 3/2 of it, and so on: at the centres of the finest cells
   *     of Sobol's points, so that none is at 0
   */
  static double[] quantiles(int count) {
    double[] quantiles = new double[count];
    for (int i = 0; i < count / 2; i++) {
      quantiles[i] = Math.sqrt(2) * Erf.erfInv((2 * i + 1.0) / count - 1);
      quantiles[count - 1 - i] = -quantiles[i];
    }
    return quantiles;
  }

  /**
   * Returns the number of types.
   *
   * @return N
   */
  public int count() {
    return restSquares.length;
  }
}

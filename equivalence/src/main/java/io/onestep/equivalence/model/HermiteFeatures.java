package io.onestep.equivalence.model;

import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.random.RandomStream;
import io.onestep.equivalence.hermite.HermiteExpansion;
import java.util.Arrays;

/** {@code phi = (1/sqrt k) (sum_{j<=p} (h_j / j!) He_j(u / b) + h* z')}. */
final class HermiteFeatures implements FeatureMap {
  /** Numbers worked on at a time: few enough for the first-level cache. */
  private static final int BLOCK = 1024;

  private final int width;

  /** Coefficients of the powers of u, 1/sqrt k included. */
  private final double[] polynomial;

  /** h* / sqrt k. */
  private final double noiseScale;

  private HermiteFeatures(int width, double[] polynomial, double noiseScale) {
    this.width = width;
    this.polynomial = polynomial;
    this.noiseScale = noiseScale;
  }

  static HermiteFeatures of(HermiteExpansion expansion, double b, int width) {
    double factor = 1 / Math.sqrt(width);
    double[] polynomial = expansion.monomials();
    for (int i = 0; i < polynomial.length; i++) {
      polynomial[i] *= factor * Math.pow(b, -i);
    }
    return new HermiteFeatures(width, polynomial, factor * Math.sqrt(expansion.noiseVariance()));
  }

  @Override
  public void draw(Batch batch, RandomStream noise) {
    Matrix values = batch.values();
    Width.require(width, values.columns());
    double[] scratch = new double[BLOCK];
    for (int row = 0; row < values.rows(); row++) {
      int end = values.offset() + (row + 1) * width;
      for (int at = end - width; at < end; at += BLOCK) {
        int size = Math.min(BLOCK, end - at);
        evaluate(values.data(), at, size, scratch);
        if (noiseScale > 0) {
          noise.fillGaussian(scratch, 0, size);
          addScaled(values.data(), at, size, scratch);
        }
      }
    }
  }

  @Override
  public double[] average(Batch batch, double[] w) {
    Matrix values = batch.values();
    Width.require(width, values.columns());
    Width.require(width, w.length);
    double[] scratch = new double[BLOCK];
    int end = values.offset() + values.size();
    for (int at = values.offset(); at < end; at += BLOCK) {
      evaluate(values.data(), at, Math.min(BLOCK, end - at), scratch);
    }
    double square = Arrays.stream(w).map(weight -> weight * weight).sum();
    double[] variances = new double[batch.size()];
    Arrays.fill(variances, noiseScale * noiseScale * square);
    return variances;
  }

  /**
   * Replaces numbers by the polynomial of them, by Horner's rule for all of them at once: each step
   * is a loop that the compiler turns into vector instructions.
   */
  private void evaluate(double[] data, int at, int size, double[] u) {
    System.arraycopy(data, at, u, 0, size);
    Arrays.fill(data, at, at + size, polynomial[polynomial.length - 1]);
    for (int j = polynomial.length - 2; j >= 0; j--) {
      double coefficient = polynomial[j];
      for (int i = 0; i < size; i++) {
        data[at + i] = data[at + i] * u[i] + coefficient;
      }
    }
  }

  private void addScaled(double[] data, int at, int size, double[] z) {
    for (int i = 0; i < size; i++) {
      data[at + i] += noiseScale * z[i];
    }
  }
}

package io.onestep.equivalence.model;

import io.onestep.api.algebra.FloatMatrix;
import io.onestep.api.algebra.Matrix;
import io.onestep.api.model.Batch;
import io.onestep.api.model.FeatureMap;
import io.onestep.api.model.RoundedBatch;
import io.onestep.api.random.RandomStream;
import io.onestep.equivalence.hermite.HermiteExpansion;
import java.util.Arrays;

/** {@code phi = (1/sqrt k) (sum_{j<=p} (h_j / j!) He_j(u / b) + h* z')}. */
final class HermiteFeatures implements FeatureMap {
  /** Numbers worked on at a time: few enough for the first-level cache. */
  private static final int BLOCK = 1024;

  /** Numbers that noise is added to at a time: few, as room for it is made for each batch. */
  private static final int NOISE = 256;

  /** The degree that is evaluated in one pass; the published experiments need no more. */
  private static final int HEAD = 4;

  private final int width;

  /** Coefficients of the powers of u, 1/sqrt k included; with zeros up to degree {@link #HEAD}. */
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
    double[] monomials = expansion.monomials();
    double[] polynomial = new double[Math.max(HEAD, expansion.degree()) + 1];
    for (int i = 0; i < monomials.length; i++) {
      polynomial[i] = factor * monomials[i] * Math.pow(b, -i);
    }
    return new HermiteFeatures(width, polynomial, factor * Math.sqrt(expansion.noiseVariance()));
  }

  @Override
  public void draw(Batch batch, RandomStream noise) {
    Matrix values = batch.values();
    Width.require(width, values.columns());
    evaluate(values);
    if (noiseScale > 0) {
      double[] data = values.data();
      double[] z = new double[NOISE];
      int end = values.offset() + values.size();
      for (int at = values.offset(); at < end; at += NOISE) {
        int size = Math.min(NOISE, end - at);
        noise.fillGaussian(z, 0, size);
        for (int i = 0; i < size; i++) {
          data[at + i] += noiseScale * z[i];
        }
      }
    }
  }

  @Override
  public void draw(RoundedBatch batch, RandomStream noise) {
    FloatMatrix values = batch.values();
    Width.require(width, values.columns());
    evaluate(batch);
    if (noiseScale > 0) {
      float[] data = values.data();
      double[] z = new double[NOISE];
      int end = values.offset() + values.rows() * width;
      for (int at = values.offset(); at < end; at += NOISE) {
        int size = Math.min(NOISE, end - at);
        noise.fillGaussian(z, 0, size);
        for (int i = 0; i < size; i++) {
          data[at + i] += (float) (noiseScale * z[i]);
        }
      }
    }
  }

  @Override
  public double[] average(Batch batch, double[] w) {
    Matrix values = batch.values();
    Width.require(width, values.columns());
    Width.require(width, w.length);
    evaluate(values);
    return variances(batch.size(), w);
  }

  @Override
  public double[] average(RoundedBatch batch, double[] w) {
    FloatMatrix values = batch.values();
    Width.require(width, values.columns());
    Width.require(width, w.length);
    evaluate(batch);
    return variances(batch.size(), w);
  }

  /** Returns the variance of w^T phi for each of some samples. */
  private double[] variances(int samples, double[] w) {
    double[] variances = new double[samples];
    if (noiseScale > 0) {
      // By a loop: a stream's sum would take longer than all else here. Two sums, as one would wait
      // for each addition.
      double even = 0;
      double odd = 0;
      int pairs = width / 2;
      for (int i = 0; i < pairs; i++) {
        even += w[2 * i] * w[2 * i];
        odd += w[2 * i + 1] * w[2 * i + 1];
      }
      double last = width % 2 == 0 ? 0 : w[width - 1];
      Arrays.fill(variances, noiseScale * noiseScale * (even + odd + last * last));
    }
    return variances;
  }

  private void evaluate(Matrix values) {
    double[] copy = new double[isHigh() ? BLOCK : 0];
    int end = values.offset() + values.size();
    for (int at = values.offset(); at < end; at += BLOCK) {
      evaluate(values.data(), at, Math.min(BLOCK, end - at), copy);
    }
  }

  /**
   * In single precision up to the degree of one pass. The powers of a higher degree cancel, of
   * which single precision would leave too little.
   */
  private void evaluate(RoundedBatch batch) {
    if (isHigh()) {
      batch.widened((wide, first) -> evaluate(wide.values()));
      return;
    }
    FloatMatrix values = batch.values();
    float[] data = values.data();
    float a0 = (float) polynomial[0];
    float a1 = (float) polynomial[1];
    float a2 = (float) polynomial[2];
    float a3 = (float) polynomial[3];
    float a4 = (float) polynomial[HEAD];
    int end = values.offset() + values.rows() * width;
    for (int i = values.offset(); i < end; i++) {
      data[i] = (((a4 * data[i] + a3) * data[i] + a2) * data[i] + a1) * data[i] + a0;
    }
  }

  /** Returns whether one pass does not do. */
  private boolean isHigh() {
    return polynomial.length - 1 > HEAD;
  }

  /**
   * Replaces numbers by the polynomial of them, by Horner's rule. Both loops are of a kind that the
   * compiler turns into vector instructions; a loop over the coefficients inside is not, nor is one
   * of several steps on two arrays.
   */
  private void evaluate(double[] data, int at, int size, double[] u) {
    int top = polynomial.length - 1;
    if (isHigh()) {
      System.arraycopy(data, at, u, 0, size);
    }
    double a0 = polynomial[top - 4];
    double a1 = polynomial[top - 3];
    double a2 = polynomial[top - 2];
    double a3 = polynomial[top - 1];
    double a4 = polynomial[top];
    for (int i = at; i < at + size; i++) {
      data[i] = (((a4 * data[i] + a3) * data[i] + a2) * data[i] + a1) * data[i] + a0;
    }
    for (int j = top - HEAD - 1; j >= 0; j--) {
      double coefficient = polynomial[j];
      for (int i = 0; i < size; i++) {
        data[at + i] = data[at + i] * u[i] + coefficient;
      }
    }
  }
}
